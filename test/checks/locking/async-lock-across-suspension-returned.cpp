// Mutexes whose lock functions return a guard: the guard holds the lock, and a
// temporary one unlocks at the end of its statement.
#include "task.h"

#include <utility>

namespace kj {
template <class T> class Locked {
public:
  Locked(Locked &&o) : mutex(std::exchange(o.mutex, nullptr)) {}
  ~Locked();
  T &operator*();
  T *operator->();
  void release();

private:
  void *mutex;
};
template <class T> class MutexGuarded {
public:
  Locked<T> lockExclusive() const;
  Locked<const T> lockShared() const;
};
} // namespace kj

co::task<> work();
co::task<> store(int &);
co::task<> store_copy(int);
struct Entry { int a; };

co::task<> temporary(kj::MutexGuarded<int> &x, kj::MutexGuarded<Entry> &y) {
  *x.lockExclusive() = 1;
  co_await work();
  y.lockExclusive()->a = 2;
  co_await work();
  int copy = *x.lockShared();
  co_await store_copy(copy);
  {
    auto lock = x.lockExclusive();
    *lock = 3;
  }
  co_await work();
}
co::task<> variable(kj::MutexGuarded<int> &x) {
  auto lock = x.lockExclusive(); // held
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: lock guard 'lock' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
  *lock = 1;
}
co::task<> released(kj::MutexGuarded<int> &x) {
  auto lock = x.lockExclusive();
  lock.release();
  co_await work();
}
co::task<> in_the_await(kj::MutexGuarded<int> &x) {
  co_await store(*x.lockExclusive()); // held
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this lock guard lives to the end of the full expression and is held while the coroutine is suspended [async-lock-across-suspension]
}
co::task<> reference(kj::MutexGuarded<int> &x) {
  auto &&lock = x.lockExclusive(); // held
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: lock guard 'lock' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
  *lock = 2;
}

// The same with a lock of the project.
class Mutex {
public:
  class Guard {
  public:
    explicit Guard(Mutex &m) : m(m) { m.lock(); }
    Guard(Guard &&) = delete;
    ~Guard() { m.unlock(); }
    explicit operator bool() const;

  private:
    Mutex &m;
  };
  Guard lock_guard() { return Guard(*this); }
  void lock();
  bool try_lock();
  void unlock();
};
co::task<> own_temporary(Mutex &m) {
  m.lock_guard();
  co_await work();
}
co::task<> own_variable(Mutex &m) {
  auto guard = m.lock_guard(); // held
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: lock guard 'guard' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}
co::task<> own_raw(Mutex &m) {
  m.lock(); // held
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
  m.unlock();
}
