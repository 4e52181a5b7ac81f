// async-tidy: expect-errors
// Code as it looks while someone types: nothing is said about a function that
// does not compile, and the others are looked at.
#include "task.h"

#include <mutex>

co::task<> work();
std::mutex m;

co::task<> unknown_type() {
  std::lock_guard l(m);
  Missing x = co_await work();
  undeclared(l);
}
co::task<> missing_operand() {
  std::lock_guard l(m);
  co_await;
}
co::task<> fine() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
