// An eager task without a result that handles its failures loses nothing when it is dropped.
#include "task.h"

#include <exception>

/// Goes on when it is dropped.
template <class T> struct going_promise {
  void return_value(T);
};
template <> struct going_promise<void> {
  void return_void();
};
template <class T = void> struct going {
  struct promise_type : going_promise<T> {
    going get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void unhandled_exception();
  };
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume() noexcept;
};

void log(const char *);
co::task<> fetch();
going<int> count();

going<> handled() {
  try {
    co_await fetch();
  } catch (...) {
    log("fetch failed");
  }
}
going<> handled_by_class() {
  try {
    co_await fetch();
  } catch (const std::exception &e) {
    log(e.what());
  }
}
going<> only_waits() { co_await handled(); }
going<> unhandled() {
  co_await handled();
  co_await fetch();
}
going<> rethrown() {
  try {
    co_await fetch();
  } catch (...) {
    log("fetch failed");
    throw;
  }
}
going<int> with_result() {
  co_await handled();
  co_return 1;
}
co::task<> lazy() {
  try {
    co_await fetch();
  } catch (...) {
  }
}
going<> elsewhere();
/// Its task destroys the coroutine.
co::eager<> stopped() {
  try {
    co_await fetch();
  } catch (...) {
    log("fetch failed");
  }
}

void slots() {
  handled();
  handled_by_class();
  only_waits();
  unhandled();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'unhandled' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  rethrown();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'rethrown' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  with_result();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'with_result' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  stopped();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'stopped' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  lazy();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'lazy' is discarded: the coroutine never runs [async-discarded-awaitable]
  elsewhere();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'elsewhere' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}

/// It could have waited.
co::task<> in_a_coroutine() {
  handled();
  only_waits();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'only_waits' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await only_waits();
  co_return;
}
