// async-tidy: checks=async-discarded-awaitable,async-unawaited-local
// Each library's tasks are known: the lazy ones, the eager ones, and those that
// own themselves.
#include <frameworks.h>
#include <more_frameworks.h>

cppcoro::task<> cppcoro_work();
cppcoro::task<> cppcoro_case() {
  cppcoro_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'cppcoro_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  auto later = cppcoro_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'later' is never awaited: the coroutine never runs [async-unawaited-local]
  co_await cppcoro_work();
}

coro::task<> libcoro_work();
coro::task<> libcoro_case() {
  libcoro_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'libcoro_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await libcoro_work();
}

folly::coro::Task<> folly_work();
folly::coro::Task<> folly_case() {
  folly_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'folly_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await folly_work();
  auto later = folly_work();
  co_await std::move(later);
}

async_simple::coro::Lazy<> lazy_work();
async_simple::coro::Lazy<> lazy_case() {
  lazy_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'lazy_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await lazy_work();
}

stdexec::task<> stdexec_work();
stdexec::task<> stdexec_case() {
  stdexec_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'stdexec_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await stdexec_work();
}

winrt::Windows::Foundation::IAsyncAction winrt_work();
winrt::fire_and_forget winrt_owns_itself();
winrt::Windows::Foundation::IAsyncAction winrt_case() {
  winrt_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'winrt_work' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  winrt_owns_itself();
  co_await winrt_work();
}

QCoro::Task<> qcoro_work();
QCoro::LazyTask<> qcoro_lazy_work();
QCoro::Task<> qcoro_case() {
  qcoro_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'qcoro_work' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  qcoro_lazy_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'qcoro_lazy_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await qcoro_lazy_work();
  co_await qcoro_work();
}

concurrencpp::result<> concurrencpp_work();
concurrencpp::lazy_result<> concurrencpp_lazy_work();
concurrencpp::null_result concurrencpp_owns_itself();
concurrencpp::result<> concurrencpp_case() {
  concurrencpp_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'concurrencpp_work' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  concurrencpp_lazy_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'concurrencpp_lazy_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await concurrencpp_lazy_work();
  concurrencpp_owns_itself();
  co_await concurrencpp_work();
}

tmc::task<> tmc_work();
tmc::task<> tmc_case() {
  tmc_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'tmc_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await tmc_work();
  tmc::spawn(tmc_work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'spawn' is discarded: the operation never starts [async-discarded-awaitable]
  co_await tmc::spawn(tmc_work());
}

drogon::Task<> drogon_work();
drogon::AsyncTask drogon_owns_itself();
drogon::Task<> drogon_case() {
  drogon_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'drogon_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  drogon_owns_itself();
  co_await drogon_work();
}

yaclib::Future<> yaclib_work();
yaclib::Task<> yaclib_lazy_work();
yaclib::Future<> yaclib_case() {
  yaclib_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'yaclib_work' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  yaclib_lazy_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'yaclib_lazy_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await yaclib_lazy_work();
  co_await yaclib_work();
}

kj::Promise<> kj_work();
kj::Promise<> kj_case() {
  kj_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'kj_work' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  co_await kj_work();
}

unifex::task<> unifex_work();
unifex::task<> unifex_case() {
  unifex_work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'unifex_work' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await unifex_work();
}
