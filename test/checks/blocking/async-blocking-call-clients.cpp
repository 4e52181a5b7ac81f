// Clients of databases, web and message servers, and the forms that do not wait.
#include <clients.h>
#include <task.h>

co::task<> waits_for_readable(PGconn *connection);

co::task<> curl(CURL *handle, CURLM *multi) {
  curl_easy_setopt(handle, 1, "url");
  curl_easy_perform(handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'curl_easy_perform' blocks the thread that runs coroutine 'curl': it waits for the server [async-blocking-call]
  int running = 0;
  curl_multi_perform(multi, &running);
  curl_multi_poll(multi, nullptr, 0, 0, nullptr);
  curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'curl_multi_poll' blocks the thread that runs coroutine 'curl': it waits for another thread or an event [async-blocking-call]
  co_return;
}

co::task<> sqlite(sqlite3 *db, sqlite3_stmt *statement) {
  sqlite3_open("file", &db);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'sqlite3_open' blocks the thread that runs coroutine 'sqlite': it waits for the database [async-blocking-call]
  sqlite3_bind_int(statement, 1, 2);
  while (sqlite3_step(statement) == 100) {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: call to 'sqlite3_step' blocks the thread that runs coroutine 'sqlite': it waits for the database [async-blocking-call]
  }
  sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'sqlite3_exec' blocks the thread that runs coroutine 'sqlite': it waits for the database [async-blocking-call]
  co_return;
}

co::task<> postgresql(PGconn *connection) {
  PQexec(connection, "select 1");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'PQexec' blocks the thread that runs coroutine 'postgresql': it waits for the database [async-blocking-call]
  PQsendQuery(connection, "select 1");
  co_await waits_for_readable(connection);
  PQconsumeInput(connection);
}

PGconn *connect_now() { return PQconnectdb("host=db"); }

co::task<> through_a_helper() {
  co_await waits_for_readable(connect_now());
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: call to 'connect_now' blocks the thread that runs coroutine 'through_a_helper': it reaches 'PQconnectdb', which waits for the database [async-blocking-call]
}

co::task<> redis(redisContext *context) {
  redisCommand(context, "GET %s", "key");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'redisCommand' blocks the thread that runs coroutine 'redis': it waits for the database [async-blocking-call]
  co_return;
}

co::task<> zeromq(void *socket, char *buffer) {
  zmq_recv(socket, buffer, 10, ZMQ_DONTWAIT);
  zmq_recv(socket, buffer, 10, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'zmq_recv' blocks the thread that runs coroutine 'zeromq': it waits for the network [async-blocking-call]
  co_return;
}

co::task<> mysql(MYSQL *connection) {
  mysql_query(connection, "select 1");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'mysql_query' blocks the thread that runs coroutine 'mysql': it waits for the database [async-blocking-call]
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
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: call to 'greeter::Greeter::Stub::SayHello' blocks the thread that runs coroutine 'grpc_call': it waits for the server [async-blocking-call]
  void *tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'grpc::CompletionQueue::Next' blocks the thread that runs coroutine 'grpc_call': it waits for another thread or an event [async-blocking-call]
  co_return status.ok();
}

co::task<> abseil(absl::Notification &notification) {
  absl::SleepFor(absl::Seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'absl::SleepFor' blocks the thread that runs coroutine 'abseil': it sleeps [async-blocking-call]
  if (!notification.HasBeenNotified())
    notification.WaitForNotification();
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: call to 'absl::Notification::WaitForNotification' blocks the thread that runs coroutine 'abseil': it waits for another thread or an event [async-blocking-call]
  co_return;
}

co::task<> qt(QIODevice *device, QThread &thread, QSqlQuery &query) {
  device->waitForReadyRead(0);
  device->waitForReadyRead(1000);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: call to 'QIODevice::waitForReadyRead' blocks the thread that runs coroutine 'qt': it waits for the network [async-blocking-call]
  QThread::msleep(10);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'QThread::msleep' blocks the thread that runs coroutine 'qt': it sleeps [async-blocking-call]
  thread.wait(0);
  query.exec("select 1");
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'QSqlQuery::exec' blocks the thread that runs coroutine 'qt': it waits for the database [async-blocking-call]
  co_return;
}

// Not in a coroutine: the thread may be there to wait.
void thread_of_its_own(CURL *handle) { curl_easy_perform(handle); }
