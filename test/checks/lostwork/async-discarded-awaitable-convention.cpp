// What nearly every caller drops is meant to be dropped, if it runs anyway.
#include "task.h"

namespace app {
co::eager<> announce(int);
co::eager<> save(int);
[[nodiscard]] co::eager<> charge(int);
co::task<> prepare(int);
co::eager<> rarely(int);
} // namespace app

void usual() {
  app::announce(1);
  app::announce(2);
  app::announce(3);
  app::announce(4);
}
co::task<> unusual() { co_await app::announce(5); }

// As many use it.
void half() {
  app::save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
co::task<> other_half() {
  co_await app::save(5);
  co_await app::save(6);
}

// Its author says that nobody may.
void wrong() {
  app::charge(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}

// Nothing of it ever runs.
void never_runs() {
  app::prepare(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
}

// Too few to tell.
void few() {
  app::rarely(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'rarely' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::rarely(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'rarely' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
