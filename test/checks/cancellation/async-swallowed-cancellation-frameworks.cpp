// Each library's own notion of cancellation.
#include "frameworks.h"

void log(const char *text);
cppcoro::task<> cppcoro_work();
coro::task<> libcoro_work();
folly::coro::Task<> folly_work();
async_simple::coro::Lazy<> lazy_work();
stdexec::task<> sender_work();
winrt::Windows::Foundation::IAsyncAction winrt_work();
seastar::future<> seastar_work();

cppcoro::task<> cppcoro_loop() {
  for (;;) {
    try {
      co_await cppcoro_work();
    } catch (const std::exception &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('cppcoro::operation_cancelled'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}
cppcoro::task<> cppcoro_checked(cppcoro::cancellation_token token) {
  for (;;) {
    try {
      co_await cppcoro_work();
    } catch (const std::exception &e) {
      token.throw_if_cancellation_requested();
      log(e.what());
    }
  }
}
cppcoro::task<> cppcoro_handled() {
  for (;;) {
    try {
      co_await cppcoro_work();
    } catch (const cppcoro::operation_cancelled &) {
      throw;
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

coro::task<> libcoro_has_no_exception() {
  for (;;) {
    try {
      co_await libcoro_work();
    } catch (...) {
      log("failed");
    }
  }
}

folly::coro::Task<> folly_loop() {
  for (;;) {
    try {
      co_await folly_work();
    } catch (const std::exception &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('folly::OperationCancelled'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}
folly::coro::Task<> folly_checked(folly::CancellationToken token) {
  while (!token.isCancellationRequested()) {
    try {
      co_await folly_work();
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

async_simple::coro::Lazy<> lazy_loop() {
  for (;;) {
    try {
      co_await lazy_work();
    } catch (const std::runtime_error &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('async_simple::SignalException'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}

stdexec::task<> stopped_is_not_an_exception() {
  for (;;) {
    try {
      co_await sender_work();
    } catch (...) {
      log("failed");
    }
  }
}

winrt::Windows::Foundation::IAsyncAction winrt_loop() {
  for (;;) {
    try {
      co_await winrt_work();
    } catch (const winrt::hresult_error &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('winrt::hresult_canceled'), and the coroutine goes on [async-swallowed-cancellation]
      log("failed");
    }
  }
}
winrt::Windows::Foundation::IAsyncAction winrt_std() {
  for (;;) {
    try {
      co_await winrt_work();
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

seastar::future<> seastar_loop(seastar::abort_source &source) {
  for (;;) {
    try {
      co_await seastar::sleep_abortable(1, source);
      co_await seastar_work();
    } catch (...) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('seastar::abort_requested_exception'), and the coroutine goes on [async-swallowed-cancellation]
      log("failed");
    }
  }
}
seastar::future<> seastar_checked(seastar::abort_source &source) {
  while (!source.abort_requested()) {
    try {
      co_await seastar::sleep_abortable(1, source);
    } catch (...) {
      log("failed");
    }
  }
}

/// The author has thought of cancellation; folly has a second class for it,
/// which does not come out of coroutines.
folly::coro::Task<> folly_thought_of() {
  for (;;) {
    try {
      co_await folly_work();
    } catch (const folly::OperationCancelled &) {
      throw;
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}
/// What is only logged is swallowed, by whatever handler.
folly::coro::Task<> folly_logged() {
  for (;;) {
    try {
      co_await folly_work();
    } catch (const folly::OperationCancelled &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler swallows cancellation ('folly::OperationCancelled'), and the coroutine goes on [async-swallowed-cancellation]
      log("cancelled");
    }
  }
}
