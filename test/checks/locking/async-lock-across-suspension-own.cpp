// Guards and mutexes of a project's own, and locks that are made for
// coroutines: known by their declarations, without any list.
#include "task.h"

#include <atomic>
#include <mutex>
#include <optional>

co::task<> work();
int shared;

// ---- own thread locks ----

class SpinLock {
public:
  void lock() {
    while (flag.test_and_set())
      ;
  }
  bool try_lock() { return !flag.test_and_set(); }
  void unlock() { flag.clear(); }

private:
  std::atomic_flag flag;
};
SpinLock spin;

co::task<> own_mutex() {
  std::lock_guard l(spin); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> own_mutex_by_hand() {
  spin.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'spin' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  spin.unlock();
}

class SpinGuard {
public:
  explicit SpinGuard(SpinLock &l) : lock(l) { lock.lock(); }
  ~SpinGuard() { lock.unlock(); }

private:
  SpinLock &lock;
};
co::task<> own_guard() {
  SpinGuard g(spin); // held
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> own_guard_scoped() {
  { SpinGuard g(spin); }
  co_await work();
}

// Bodies elsewhere: the name and the constructor say what it is.
class MutexGuard {
public:
  explicit MutexGuard(std::mutex &m);
  ~MutexGuard();
};
std::mutex m;
co::task<> declared_guard() {
  MutexGuard g(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

struct GlobalGuard {
  GlobalGuard() { m.lock(); }
  ~GlobalGuard() { m.unlock(); }
};
co::task<> guard_of_a_global() {
  GlobalGuard g; // held
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class M> struct BasicGuard {
  explicit BasicGuard(M &m) : m_(m) { m_.lock(); }
  ~BasicGuard() { m_.unlock(); }
  M &m_;
};
co::task<> own_guard_template() {
  BasicGuard g(spin); // held
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

struct MaybeGuard {
  explicit MaybeGuard(SpinLock *l) : lock(l) {
    if (lock)
      lock->lock();
  }
  ~MaybeGuard() { release(); }
  void release() {
    if (lock)
      lock->unlock();
    lock = nullptr;
  }
  SpinLock *lock;
};
co::task<> maybe_guard() {
  MaybeGuard g(&spin); // held
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> maybe_guard_released() {
  MaybeGuard g(&spin);
  g.release();
  co_await work();
}
co::task<> maybe_guard_empty() {
  MaybeGuard g(nullptr);
  co_await work();
}

// The opposite of a guard.
struct Unlocker {
  explicit Unlocker(std::unique_lock<std::mutex> &l) : l(l) { l.unlock(); }
  ~Unlocker() { l.lock(); }
  std::unique_lock<std::mutex> &l;
};
co::task<> unlocked_for_the_await() {
  std::unique_lock l(m);
  {
    Unlocker u(l);
    co_await work();
  }
}

// A value with its lock.
template <class T> class Synchronized {
public:
  struct Locked {
    std::unique_lock<std::mutex> lock;
    T *value;
    T *operator->() { return value; }
  };
  Locked lock() { return {std::unique_lock(mutex), &value}; }

private:
  std::mutex mutex;
  T value{};
};
struct State {
  int n;
};
Synchronized<State> state;
co::task<int> number();
co::task<> locked_value() {
  auto s = state.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 's' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  s->n = 1;
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> locked_value_scoped() {
  { state.lock()->n = 1; }
  co_await work();
}

struct Holder {
  explicit Holder(std::mutex &m) : lock(m) {}
  std::unique_lock<std::mutex> lock;
};
struct LazyHolder {
  explicit LazyHolder(std::mutex &m) : lock(m, std::defer_lock) {}
  std::unique_lock<std::mutex> lock;
};
struct Scoped : std::unique_lock<std::mutex> {
  using std::unique_lock<std::mutex>::unique_lock;
};
co::task<> holder() {
  Holder h(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: lock guard 'h.lock' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> holder_unlocked() {
  Holder h(m);
  h.lock.unlock();
  co_await work();
}
co::task<> lazy_holder() {
  LazyHolder h(m);
  co_await work();
}
co::task<> derived_guard() {
  Scoped s(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: lock guard 's' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> derived_guard_unlocked() {
  Scoped s(m);
  s.unlock();
  co_await work();
}

struct NullMutex {
  void lock() {}
  void unlock() {}
  bool try_lock() { return true; }
};
NullMutex none;
co::task<> null_mutex_by_hand() {
  none.lock();
  co_await work();
  none.unlock();
}

// ---- not locks ----

struct Door {
  void lock();
  void unlock();
};
co::task<> door(Door &d) {
  d.lock();
  co_await work();
  d.unlock();
}

// ---- clang's thread safety attributes ----

class __attribute__((capability("mutex"))) Mutex {
public:
  void Lock() __attribute__((acquire_capability()));
  void Unlock() __attribute__((release_capability()));
};
class __attribute__((scoped_lockable)) MutexLock {
public:
  explicit MutexLock(Mutex *mu) __attribute__((acquire_capability(mu)));
  ~MutexLock() __attribute__((release_capability()));
};
Mutex mu;
co::task<> scoped_lockable() {
  MutexLock l(&mu); // held
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> capability_by_hand() {
  mu.Lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'mu' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  mu.Unlock();
}
co::task<> capability_unlocked() {
  mu.Lock();
  mu.Unlock();
  co_await work();
}
struct Store {
  Mutex mu;
  void begin() __attribute__((acquire_capability(mu)));
  void end() __attribute__((release_capability(mu)));
  co::task<> across() {
    begin(); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'mu' stays locked while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: unlock it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    end();
  }
  co::task<> between() {
    begin();
    end();
    co_await work();
  }
  co::task<> required() __attribute__((requires_capability(mu))) { // held
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: 'mu' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: unlock it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
};

// ---- made for coroutines ----

class AsyncMutex {
public:
  co::awaiter<> lock();
  co::awaiter<std::unique_lock<AsyncMutex>> scoped_lock();
  bool try_lock();
  void unlock();
};
AsyncMutex am;

co::task<> async_by_hand() {
  co_await am.lock();
  co_await work();
  am.unlock();
}
co::task<> async_guard() {
  auto l = co_await am.scoped_lock();
  co_await work();
}
co::task<> async_guard_declared() {
  std::unique_lock<AsyncMutex> l = co_await am.scoped_lock();
  co_await work();
}
co::task<> async_adopted() {
  co_await am.lock();
  std::lock_guard l(am, std::adopt_lock);
  co_await work();
}
co::task<> async_tried() {
  if (!am.try_lock())
    co_return;
  std::unique_lock l(am, std::adopt_lock);
  co_await work();
}
class AsyncGuard {
public:
  explicit AsyncGuard(AsyncMutex &m) : m(&m) {}
  ~AsyncGuard() { m->unlock(); }

private:
  AsyncMutex *m;
};
co::task<> own_async_guard() {
  co_await am.lock();
  AsyncGuard g(am);
  co_await work();
}
co::task<> async_optional() {
  std::optional<std::unique_lock<AsyncMutex>> l;
  l = co_await am.scoped_lock();
  co_await work();
}
