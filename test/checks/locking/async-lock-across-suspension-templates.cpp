// Templates, macros and lambdas.
#include "task.h"

#include <mutex>
#include <vector>

co::task<> work();
std::mutex m;
int shared;

template <class T> co::task<> never_instantiated(T value) {
  std::lock_guard<std::mutex> l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:31: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:31: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class M> co::task<> dependent_mutex(M &mutex) {
  std::unique_lock<M> l(mutex); // held
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:23: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class M> co::task<> dependent_deduced(M &mutex) {
  std::lock_guard l(mutex); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class M> co::task<> dependent_unlocked(M &mutex) {
  std::unique_lock<M> l(mutex);
  l.unlock();
  co_await work();
}

template <class M> co::task<> dependent_deferred(M &mutex) {
  std::unique_lock<M> l(mutex, std::defer_lock);
  co_await work();
}

struct AsyncMutex {
  co::awaiter<> lock();
  void unlock();
};

// Fine for every mutex that it is used with.
template <class M> co::task<> only_async(M &mutex) {
  co_await mutex.lock();
  std::lock_guard<M> l(mutex, std::adopt_lock);
  co_await work();
}
template co::task<> only_async(AsyncMutex &);

template <class M> co::task<> some_async(M &mutex) {
  std::unique_lock<M> l(mutex); // held
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:23: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
template co::task<> some_async(AsyncMutex &);
template co::task<> some_async(std::mutex &);

template <bool Locked> co::task<> selected() {
  std::unique_lock l(m, std::defer_lock);
  if constexpr (Locked)
    l.lock();
  co_await work();
}
template co::task<> selected<false>();

template <bool Locked> co::task<> both_selected() {
  std::unique_lock l(m, std::defer_lock);
  if constexpr (Locked)
    l.lock(); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
template co::task<> both_selected<false>();
template co::task<> both_selected<true>();

template <class T> class Queue {
public:
  co::task<> push(T value) {
    std::lock_guard l(mutex); // held
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: release it before the suspension, or use a lock made for coroutines
    items.push_back(value);
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
  co::task<> push_unlocked(T value) {
    {
      std::lock_guard l(mutex);
      items.push_back(value);
    }
    co_await work();
  }
  template <class F> co::task<> each(F f) {
    std::unique_lock l(mutex); // held
    // CHECK-NOTES: :[[@LINE-1]]:22: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:22: note: release it before the suspension, or use a lock made for coroutines
    for (T &item : items)
      co_await f(item);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }

private:
  std::mutex mutex;
  std::vector<T> items;
};
Queue<int> queue;
co::task<> uses() {
  co_await queue.push(1);
  co_await queue.each([](int) { return work(); });
}

#define LOCKED(mutex) std::lock_guard macro_guard(mutex)
// CHECK-NOTES: :[[@LINE-1]]:39: note: expanded from macro 'LOCKED'
#define AWAIT(x) co_await (x)
// CHECK-NOTES: :[[@LINE-1]]:18: note: expanded from macro 'AWAIT'

co::task<> in_macros() {
  LOCKED(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'macro_guard' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
  AWAIT(work());
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> in_macros_scoped() {
  {
    LOCKED(m);
    ++shared;
  }
  AWAIT(work());
}

#define WITH_LOCK(mutex) if (std::unique_lock with(mutex); true)
// CHECK-NOTES: :[[@LINE-1]]:47: note: expanded from macro 'WITH_LOCK'
co::task<> if_macro() {
  WITH_LOCK(m) { // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'with' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
}

auto generic = [](auto &mutex) -> co::task<> {
  std::unique_lock l(mutex); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
};
co::task<> calls_generic() { co_await generic(m); }

auto by_value = [](std::unique_lock<std::mutex> l) -> co::task<> { // held
// CHECK-NOTES: :[[@LINE-1]]:49: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
// CHECK-NOTES: :[[@LINE-2]]:49: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
};
