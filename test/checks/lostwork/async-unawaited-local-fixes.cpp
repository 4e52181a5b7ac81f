// Where the initialiser can be awaited.
#include "task.h"

co::task<> save(int n);
co::task<int> count();
co::eager<int> operator+(const co::task<int> &, int);
void log(int n);

co::task<> fixed() {
  auto a = save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-FIXES: co_await save(1);
  auto b = count();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  const auto &c = count();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-FIXES: auto d{co_await count()};
  auto d{count()};
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'd' is never awaited: the coroutine never runs [async-unawaited-local]
  auto e = count() + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'e' is never awaited: it runs unobserved, and its result and exception are lost [async-unawaited-local]
  auto lock = count();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'lock' is never awaited: what it acquires is never held [async-unawaited-local]
  if (auto f = count(); true)
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: task 'f' is never awaited: the coroutine never runs [async-unawaited-local]
    log(1);
  co_return;
}
#define SAVE(n) save(n)
co::task<> not_fixed() {
  co::task<int> a = count();
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-FIXES: auto b = co_await count();
  // CHECK-FIXES: auto lock = co_await count();
  // CHECK-FIXES: const auto &c = co_await count();
  // CHECK-FIXES: if (auto f = co_await count(); true)
  [[maybe_unused]] auto b = save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: task 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  auto c = save(2), d = save(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-MESSAGES: :[[@LINE-2]]:21: warning: task 'd' is never awaited: the coroutine never runs [async-unawaited-local]
  auto e = SAVE(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'e' is never awaited: the coroutine never runs [async-unawaited-local]
  auto f = count();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is never awaited: the coroutine never runs [async-unawaited-local]
  f = count();
  co_return;
}
void not_a_coroutine() { auto a = save(1); }
// CHECK-MESSAGES: :[[@LINE-1]]:31: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
// CHECK-FIXES: auto e = co_await (count() + 1);
