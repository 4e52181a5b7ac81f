// The advice names what the framework in sight has for the purpose.
#include <frameworks.h>
#include <more_frameworks.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

cppcoro::task<> cppcoro_sleeps() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'cppcoro_sleeps': it sleeps [async-blocking-call]
  co_return;
}

folly::coro::Task<> folly_sleeps() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'folly_sleeps': it sleeps [async-blocking-call]
  co_return;
}

async_simple::coro::Lazy<> async_simple_sleeps() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'async_simple_sleeps': it sleeps [async-blocking-call]
  co_return;
}

winrt::Windows::Foundation::IAsyncAction winrt_sleeps() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'winrt_sleeps': it sleeps [async-blocking-call]
  co_return;
}

QCoro::Task<> qcoro_waits(QCoro::Task<> &other) {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'qcoro_waits': it sleeps [async-blocking-call]
  QCoro::waitFor(other);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'QCoro::waitFor' blocks the thread that runs coroutine 'qcoro_waits': it waits for a task, which may need this thread [async-blocking-call]
  co_return;
}

concurrencpp::result<> concurrencpp_waits(concurrencpp::result<> other) {
  other.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'concurrencpp::result::get' blocks the thread that runs coroutine 'concurrencpp_waits': it waits for another thread or an event [async-blocking-call]
  co_return;
}

drogon::Task<> drogon_queries(drogon::orm::DbClient &client, drogon::Task<> other) {
  client.execSqlSync("select 1");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: call to 'drogon::orm::DbClient::execSqlSync' blocks the thread that runs coroutine 'drogon_queries': it waits for the database [async-blocking-call]
  drogon::sync_wait(static_cast<drogon::Task<> &&>(other));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'drogon::sync_wait' blocks the thread that runs coroutine 'drogon_queries': it waits for a task, which may need this thread [async-blocking-call]
  co_return;
}

kj::Promise<> kj_waits(kj::Promise<> other, kj::WaitScope &scope) {
  other.wait(scope);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'kj::Promise::wait' blocks the thread that runs coroutine 'kj_waits': it waits for a task, which may need this thread [async-blocking-call]
  co_return;
}
