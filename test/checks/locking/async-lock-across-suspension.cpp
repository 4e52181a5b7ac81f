// Locks that are held while a coroutine is suspended, and the same code with
// the lock given up in time.
#include "task.h"

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <string>

co::task<> work();
co::task<int> number();
std::mutex m, m2;
std::shared_mutex sm;
std::recursive_mutex rm;
std::timed_mutex tm;
int shared;

// ---- 24 that are held ----

co::task<> deduced() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> explicit_argument() {
  std::lock_guard<std::mutex> l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:31: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:31: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

using Lock = std::lock_guard<std::mutex>;
co::task<> alias() {
  Lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class M> using LockOf = std::unique_lock<M>;
co::task<> alias_template() {
  LockOf<std::recursive_mutex> l(rm); // held
  // CHECK-NOTES: :[[@LINE-1]]:32: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:32: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> from_auto() {
  auto l = std::unique_lock(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> several() {
  std::scoped_lock l(m, m2); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> reader() {
  std::shared_lock l(sm); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> in_initializer() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  int x = co_await number();
  // CHECK-NOTES: :[[@LINE-1]]:11: note: suspends here
  shared = x;
}

co::task<> in_condition() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  if (co_await number() > 0)
  // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
    shared = 1;
}

co::task<> if_init() {
  if (std::lock_guard l(m); shared > 0) // held
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:23: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
}

co::task<> switch_init() {
  switch (std::unique_lock l(m); shared) { // held
  // CHECK-NOTES: :[[@LINE-1]]:28: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:28: note: release it before the suspension, or use a lock made for coroutines
  case 1:
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    break;
  default:
    break;
  }
}

co::task<> in_loop() {
  for (int i = 0; i < 3; ++i) {
    std::lock_guard l(m); // held
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
}

co::task<> locked_by_hand() {
  m.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  m.unlock();
}

co::task<> shared_by_hand() {
  sm.lock_shared(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'sm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  sm.unlock_shared();
}

co::task<> deferred_then_locked() {
  std::unique_lock l(m, std::defer_lock);
  l.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> relocked() {
  std::unique_lock l(m);
  l.unlock();
  co_await work();
  l.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> unlocked_on_one_path(bool early) {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  if (early)
    l.unlock();
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> adopted() {
  m.lock();
  std::lock_guard l(m, std::adopt_lock); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> tried() {
  std::unique_lock l(m, std::try_to_lock); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  if (!l)
    co_return;
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> moved_on() {
  std::unique_lock l(m);
  std::unique_lock l2 = std::move(l); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l2' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> assigned(bool locked) {
  std::unique_lock<std::mutex> l;
  if (locked)
    l = std::unique_lock(m); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> parameter(std::unique_lock<std::mutex> l) { // held
// CHECK-NOTES: :[[@LINE-1]]:51: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
// CHECK-NOTES: :[[@LINE-2]]:51: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

struct Wrapper {
  std::lock_guard<std::mutex> guard;
};
co::task<> in_a_member() {
  Wrapper w{std::lock_guard<std::mutex>(m)}; // held
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: lock guard 'w.guard' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> temporary() {
  std::lock_guard<std::mutex>(m), co_await work(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: this lock guard lives to the end of the full expression and is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: end its scope before the suspension, or use a lock made for coroutines
  // CHECK-NOTES: :[[@LINE-3]]:35: note: suspends here
}

// ---- a suspension is a suspension ----

co::generator<int> yields() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_yield shared;
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

// ---- 10 that are not ----

co::task<> closed_scope() {
  {
    std::lock_guard l(m);
    ++shared;
  }
  co_await work();
}

co::task<> unlocked() {
  std::unique_lock l(m);
  ++shared;
  l.unlock();
  co_await work();
}

co::task<> deferred() {
  std::unique_lock l(m, std::defer_lock);
  co_await work();
  l.lock();
  ++shared;
}

co::task<> default_constructed() {
  std::unique_lock<std::mutex> l;
  co_await work();
}

co::task<> moved_away() {
  std::unique_lock l(m);
  { std::unique_lock gone = std::move(l); }
  co_await work();
}

co::task<> swapped_away() {
  std::unique_lock l(m);
  {
    std::unique_lock<std::mutex> other;
    l.swap(other);
  }
  co_await work();
}

co::task<> locked_after() {
  co_await work();
  std::lock_guard l(m);
  ++shared;
}

co::task<> returns_while_locked(bool b) {
  if (b) {
    std::lock_guard l(m);
    ++shared;
    co_return;
  }
  co_await work();
}

co::task<> unlocked_by_hand() {
  m.lock();
  ++shared;
  m.unlock();
  co_await work();
}

co::task<> only_ready() {
  std::lock_guard l(m);
  co_await co::ready();
}

// A lambda is a function of its own.
void plain() {
  std::lock_guard l(m);
  auto later = []() -> co::task<> { co_await work(); };
  auto held = []() -> co::task<> {
    std::lock_guard l(m); // held
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  };
  (void)later();
  (void)held();
}
