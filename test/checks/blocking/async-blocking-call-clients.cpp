// Clients of databases, web and message servers, and the forms that do not wait.
#include <clients.h>
#include <task.h>

co::task<> waits_for_readable(PGconn *connection);

co::task<> curl(CURL *handle, CURLM *multi) {
  curl_easy_setopt(handle, 1, "url");
  curl_easy_perform(handle);
  int running = 0;
  curl_multi_perform(multi, &running);
  curl_multi_poll(multi, nullptr, 0, 0, nullptr);
  curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  co_return;
}

co::task<> sqlite(sqlite3 *db, sqlite3_stmt *statement) {
  sqlite3_open("file", &db);
  sqlite3_bind_int(statement, 1, 2);
  while (sqlite3_step(statement) == 100) {
  }
  sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  co_return;
}

co::task<> postgresql(PGconn *connection) {
  PQexec(connection, "select 1");
  PQsendQuery(connection, "select 1");
  co_await waits_for_readable(connection);
  PQconsumeInput(connection);
}

PGconn *connect_now() { return PQconnectdb("host=db"); }

co::task<> through_a_helper() {
  co_await waits_for_readable(connect_now());
}

co::task<> redis(redisContext *context) {
  redisCommand(context, "GET %s", "key");
  co_return;
}

co::task<> zeromq(void *socket, char *buffer) {
  zmq_recv(socket, buffer, 10, ZMQ_DONTWAIT);
  zmq_recv(socket, buffer, 10, 0);
  co_return;
}

co::task<> mysql(MYSQL *connection) {
  mysql_query(connection, "select 1");
  co_return;
}

namespace greeter {
struct Request {};
struct Reply {};
struct Greeter {
  class Stub {
  public:
    grpc::Status SayHello(grpc::ClientContext *context, const Request &request, Reply *reply);
  };
};
} // namespace greeter

co::task<bool> grpc_call(greeter::Greeter::Stub &stub, grpc::CompletionQueue &queue) {
  grpc::ClientContext context;
  greeter::Reply reply;
  grpc::Status status = stub.SayHello(&context, {}, &reply);
  void *tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  co_return status.ok();
}

co::task<> abseil(absl::Notification &notification) {
  absl::SleepFor(absl::Seconds(1));
  if (!notification.HasBeenNotified())
    notification.WaitForNotification();
  co_return;
}

co::task<> qt(QIODevice *device, QThread &thread, QSqlQuery &query) {
  device->waitForReadyRead(0);
  device->waitForReadyRead(1000);
  QThread::msleep(10);
  thread.wait(0);
  query.exec("select 1");
  co_return;
}

// Not in a coroutine: the thread may be there to wait.
void thread_of_its_own(CURL *handle) { curl_easy_perform(handle); }
