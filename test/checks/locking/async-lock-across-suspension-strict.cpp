// async-tidy: options={async-lock-across-suspension.Strict: true}
// A guard counts from its declaration to the end of its scope, as
// cppcoreguidelines-no-suspend-with-lock (CP.52) has it.
#include "task.h"

#include <mutex>

co::task<> work();
std::mutex m, m2;

co::task<> unlocked() {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  l.unlock();
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> deferred() {
  std::unique_lock l(m, std::defer_lock); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> empty() {
  std::unique_lock<std::mutex> l; // held
  // CHECK-NOTES: :[[@LINE-1]]:32: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:32: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> released() {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  l.release();
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> reassigned() {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  l = std::unique_lock<std::mutex>();
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> swapped() {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  std::unique_lock<std::mutex> other; // held
  // CHECK-NOTES: :[[@LINE-1]]:32: warning: lock guard 'other' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:32: note: release it before the suspension, or use a lock made for coroutines
  l.swap(other);
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  // CHECK-NOTES: :[[@LINE-2]]:3: note: suspends here
}
co::task<> moved() {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  { auto gone = std::move(l); }
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> closed() {
  { std::lock_guard l(m); }
  co_await work();
}
co::task<> after() {
  co_await work();
  std::lock_guard l(m);
}
co::task<> by_hand() {
  m.lock();
  m.unlock();
  co_await work();
}
