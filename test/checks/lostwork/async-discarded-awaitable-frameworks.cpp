// async-tidy: checks=async-discarded-awaitable,async-unawaited-local
// Each library's tasks are known: the lazy ones, the eager ones, and those that
// own themselves.
#include <frameworks.h>
#include <more_frameworks.h>

cppcoro::task<> cppcoro_work();
cppcoro::task<> cppcoro_case() {
  cppcoro_work();
  auto later = cppcoro_work();
  co_await cppcoro_work();
}

coro::task<> libcoro_work();
coro::task<> libcoro_case() {
  libcoro_work();
  co_await libcoro_work();
}

folly::coro::Task<> folly_work();
folly::coro::Task<> folly_case() {
  folly_work();
  auto later = folly_work();
  co_await std::move(later);
}

async_simple::coro::Lazy<> lazy_work();
async_simple::coro::Lazy<> lazy_case() {
  lazy_work();
  co_await lazy_work();
}

stdexec::task<> stdexec_work();
stdexec::task<> stdexec_case() {
  stdexec_work();
  co_await stdexec_work();
}

winrt::Windows::Foundation::IAsyncAction winrt_work();
winrt::fire_and_forget winrt_owns_itself();
winrt::Windows::Foundation::IAsyncAction winrt_case() {
  winrt_work();
  winrt_owns_itself();
  co_await winrt_work();
}

QCoro::Task<> qcoro_work();
QCoro::LazyTask<> qcoro_lazy_work();
QCoro::Task<> qcoro_case() {
  qcoro_work();
  qcoro_lazy_work();
  co_await qcoro_work();
}

concurrencpp::result<> concurrencpp_work();
concurrencpp::lazy_result<> concurrencpp_lazy_work();
concurrencpp::null_result concurrencpp_owns_itself();
concurrencpp::result<> concurrencpp_case() {
  concurrencpp_work();
  concurrencpp_lazy_work();
  concurrencpp_owns_itself();
  co_await concurrencpp_work();
}

tmc::task<> tmc_work();
tmc::task<> tmc_case() {
  tmc_work();
  tmc::spawn(tmc_work());
  co_await tmc::spawn(tmc_work());
}

drogon::Task<> drogon_work();
drogon::AsyncTask drogon_owns_itself();
drogon::Task<> drogon_case() {
  drogon_work();
  drogon_owns_itself();
  co_await drogon_work();
}

yaclib::Future<> yaclib_work();
yaclib::Task<> yaclib_lazy_work();
yaclib::Future<> yaclib_case() {
  yaclib_work();
  yaclib_lazy_work();
  co_await yaclib_work();
}

kj::Promise<> kj_work();
kj::Promise<> kj_case() {
  kj_work();
  co_await kj_work();
}

unifex::task<> unifex_work();
unifex::task<> unifex_case() {
  unifex_work();
  co_await unifex_work();
}
