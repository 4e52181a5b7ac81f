// Locks and permits that are never held.
#include "task.h"

struct guard {
  ~guard();
};
struct mutex {
  co::task<guard> scoped_lock_async();
  co::eager<guard> lock();
  co::awaiter<guard> lock_shared();
  co::task<guard> enter();
};
struct semaphore {
  co::eager<guard> acquire(int n);
  co::task<guard> wait_for_slot();
};

co::task<> update(mutex &m, semaphore &s) {
  auto a = m.scoped_lock_async();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: what it acquires is never held [async-unawaited-local]
  // CHECK-FIXES: auto b = co_await m.lock();
  auto b = m.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'b' is never awaited: what it acquires is never held [async-unawaited-local]
  auto c = m.lock_shared();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: awaitable 'c' is never awaited: what it acquires is never held [async-unawaited-local]
  // CHECK-FIXES: auto c = co_await m.lock_shared();
  auto lock = m.enter();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'lock' is never awaited: what it acquires is never held [async-unawaited-local]
  // CHECK-FIXES: auto a = co_await m.scoped_lock_async();
  // CHECK-FIXES: auto fileLock = co_await m.enter();
  // CHECK-FIXES: auto lock = co_await m.enter();
  auto fileLock = m.enter();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'fileLock' is never awaited: what it acquires is never held [async-unawaited-local]
  auto units = s.acquire(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'units' is never awaited: what it acquires is never held [async-unawaited-local]
  // CHECK-FIXES: auto units = co_await s.acquire(1);
  auto permit = s.wait_for_slot();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'permit' is never awaited: what it acquires is never held [async-unawaited-local]
  auto slot = s.wait_for_slot();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'slot' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-FIXES: auto block = co_await s.wait_for_slot();
  // CHECK-FIXES: auto permit = co_await s.wait_for_slot();
  // CHECK-FIXES: auto slot = co_await s.wait_for_slot();
  auto block = s.wait_for_slot();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'block' is never awaited: the coroutine never runs [async-unawaited-local]
  m.lock();
  s.acquire(1);
  auto held = co_await m.lock();
}
