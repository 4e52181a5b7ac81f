// The advice names what the framework in sight has for the purpose.
#include <frameworks.h>
#include <more_frameworks.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

cppcoro::task<> cppcoro_sleeps() {
  std::this_thread::sleep_for(1s);
  co_return;
}

folly::coro::Task<> folly_sleeps() {
  std::this_thread::sleep_for(1s);
  co_return;
}

async_simple::coro::Lazy<> async_simple_sleeps() {
  std::this_thread::sleep_for(1s);
  co_return;
}

winrt::Windows::Foundation::IAsyncAction winrt_sleeps() {
  std::this_thread::sleep_for(1s);
  co_return;
}

QCoro::Task<> qcoro_waits(QCoro::Task<> &other) {
  std::this_thread::sleep_for(1s);
  QCoro::waitFor(other);
  co_return;
}

concurrencpp::result<> concurrencpp_waits(concurrencpp::result<> other) {
  other.get();
  co_return;
}

drogon::Task<> drogon_queries(drogon::orm::DbClient &client, drogon::Task<> other) {
  client.execSqlSync("select 1");
  drogon::sync_wait(static_cast<drogon::Task<> &&>(other));
  co_return;
}

kj::Promise<> kj_waits(kj::Promise<> other, kj::WaitScope &scope) {
  other.wait(scope);
  co_return;
}
