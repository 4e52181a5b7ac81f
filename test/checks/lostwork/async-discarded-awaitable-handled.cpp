// An eager task without a result that handles its failures loses nothing when it is dropped.
#include "task.h"

#include <exception>

void log(const char *);
co::task<> fetch();
co::eager<int> count();

co::eager<> handled() {
  try {
    co_await fetch();
  } catch (...) {
    log("fetch failed");
  }
}
co::eager<> handled_by_class() {
  try {
    co_await fetch();
  } catch (const std::exception &e) {
    log(e.what());
  }
}
co::eager<> only_waits() { co_await handled(); }
co::eager<> unhandled() {
  co_await handled();
  co_await fetch();
}
co::eager<> rethrown() {
  try {
    co_await fetch();
  } catch (...) {
    log("fetch failed");
    throw;
  }
}
co::eager<int> with_result() {
  co_await handled();
  co_return 1;
}
co::task<> lazy() {
  try {
    co_await fetch();
  } catch (...) {
  }
}
co::eager<> elsewhere();

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
