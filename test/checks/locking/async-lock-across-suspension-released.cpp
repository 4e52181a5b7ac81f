// Locks that are given up in time, and objects that are no locks of a thread.
#include "task.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

co::task<> work();
co::task<int> number();
void use(int);
bool b();
std::mutex m, n;
std::shared_mutex sm;
struct Item {
  int v;
};

struct Queue {
  std::mutex mtx_;
  std::condition_variable cv_;
  std::queue<Item> q_;
  std::vector<std::coroutine_handle<>> waiters_;
  bool stopped_ = false;
  co::task<std::optional<Item>> pop() {
    for (;;) {
      {
        std::unique_lock lock(mtx_);
        if (stopped_)
          co_return std::nullopt;
        if (!q_.empty()) {
          Item i = q_.front();
          q_.pop();
          co_return i;
        }
      }
      co_await work();
    }
  }
  co::task<> unlock_each() {
    std::unique_lock lock(mtx_);
    while (!stopped_) {
      auto q = std::move(q_);
      lock.unlock();
      co_await work();
      lock.lock();
    }
  }
  co::task<> unlock_in_branch() {
    std::unique_lock lock(mtx_);
    if (q_.empty()) {
      lock.unlock();
      co_await work();
      co_return;
    }
    q_.pop();
  }
  co::task<> copy_under_lock() {
    auto copy = [&] {
      std::lock_guard l(mtx_);
      return q_;
    }();
    co_await work();
    use(copy.size());
  }
  co::task<> immediate() {
    auto v = std::invoke([&] {
      std::lock_guard l(mtx_);
      return q_.size();
    });
    co_await work();
    use(v);
  }
  co::task<int> co_return_locked() {
    co_await work();
    std::lock_guard l(mtx_);
    co_return q_.size();
  }
  co::task<> ternary() {
    int v = (std::lock_guard(mtx_), int(q_.size()));
    co_await work();
    use(v);
  }
  co::task<> catch_and_wait() {
    bool failed = false;
    try {
      std::lock_guard l(mtx_);
      if (q_.empty())
        throw 1;
    } catch (int) {
      failed = true;
    }
    if (failed)
      co_await work();
  }
  co::task<> loop_continue() {
    for (int i = 0; i < 3; ++i) {
      if (std::lock_guard l(mtx_); q_.empty())
        continue;
      co_await work();
    }
  }
  co::task<> scoped_twice() {
    {
      std::scoped_lock l(mtx_);
      use(1);
    }
    co_await work();
    {
      std::scoped_lock l(mtx_);
      use(2);
    }
    co_await work();
  }
  template <class F> size_t with_lock(F f) {
    std::lock_guard l(mtx_);
    return f(q_);
  }
  co::task<> helper() {
    auto n = with_lock([](auto &q) { return q.size(); });
    co_await work();
    use(n);
  }
  co::task<> spawn_thread() {
    std::thread t([this] {
      std::unique_lock l(mtx_);
      cv_.wait(l);
    });
    co_await work();
    t.join();
  }
  co::task<> lock_in_handler() {
    auto cb = [this](int) {
      std::lock_guard l(mtx_);
      q_.push({1});
    };
    cb(1);
    co_await work();
  }
  co::task<> optional_guard(bool want) {
    {
      std::optional<std::lock_guard<std::mutex>> g;
      if (want)
        g.emplace(mtx_);
      use(q_.size());
    }
    co_await work();
  }
  co::task<> swapper() {
    std::queue<Item> local;
    {
      std::lock_guard<std::mutex> l(mtx_);
      std::swap(local, q_);
    }
    while (!local.empty()) {
      co_await work();
      local.pop();
    }
  }
  co::task<> early() {
    std::unique_lock<std::mutex> l(mtx_);
    if (stopped_) {
      l.unlock();
      co_await work();
      co_return;
    }
    l.unlock();
    co_await work();
  }
  co::task<> finally_unlocks() {
    std::unique_lock l(mtx_);
    auto waiting = std::exchange(waiters_, {});
    l = {};
    for (auto h : waiting) {
      h.resume();
      co_await work();
    }
  }
  co::task<> by_function_return() {
    auto l = grab();
    use(1);
    l.unlock();
    co_await work();
  }
  std::unique_lock<std::mutex> grab() { return std::unique_lock(mtx_); }
  co::task<> in_a_function_object() {
    struct Op {
      std::mutex &m;
      void operator()() { std::lock_guard l(m); }
    } op{mtx_};
    op();
    co_await work();
  }
  co::task<> owns() {
    std::unique_lock l(mtx_, std::try_to_lock);
    if (l.owns_lock()) {
      use(1);
      l.unlock();
    }
    co_await work();
  }
  co::task<> not_owns_return() {
    std::unique_lock l(mtx_, std::try_to_lock);
    if (!l) {
      co_await work();
      co_return;
    }
    use(1);
  }
  co::task<> timed(std::timed_mutex &t) {
    std::unique_lock l(t, std::defer_lock);
    if (!l.try_lock_for(std::chrono::seconds(1))) {
      co_await work();
      co_return;
    }
    use(2);
  }
  co::task<> timed_ctor(std::timed_mutex &t) {
    std::unique_lock l(t, std::chrono::seconds(1));
    if (l)
      l.unlock();
    co_await work();
  }
  co::task<> moved_to_struct() {
    struct Locked {
      std::unique_lock<std::mutex> l;
      int v;
    };
    {
      Locked k{std::unique_lock(mtx_), 3};
      use(k.v);
    }
    co_await work();
  }
  co::task<> structured_pair() {
    auto [ok, v] = [&] {
      std::lock_guard l(mtx_);
      return std::pair{true, 1};
    }();
    if (ok)
      co_await work();
    use(v);
  }
  co::task<> shared_then_unique() {
    {
      std::shared_lock r(sm);
      if (b())
        co_return;
    }
    std::unique_lock w(sm);
    use(1);
    w.unlock();
    co_await work();
  }
  co::task<> gotos() {
  retry:
    std::unique_lock l(mtx_);
    if (q_.empty()) {
      l.unlock();
      co_await work();
      l.lock();
      l.unlock();
      goto retry;
    }
  }
  co::task<> do_while() {
    bool again;
    do {
      {
        std::lock_guard l(mtx_);
        again = q_.empty();
      }
      if (again)
        co_await work();
    } while (again);
  }
  co::task<> select(int k) {
    switch (k) {
    case 0: {
      std::lock_guard l(mtx_);
      use(0);
      break;
    }
    case 1:
      co_await work();
      break;
    default: {
      std::unique_lock l(mtx_);
      l.unlock();
      co_await work();
    }
    }
  }
  template <bool Locking> co::task<> policy() {
    std::unique_lock l(mtx_, std::defer_lock);
    if constexpr (Locking) {
      l.lock();
      use(1);
      l.unlock();
    }
    co_await work();
  }
  template <class Lock> co::task<> generic(Lock &lock) {
    lock.lock();
    use(1);
    lock.unlock();
    co_await work();
  }
  template <class M> co::task<> generic_guard(M &mu) {
    {
      std::lock_guard<M> g(mu);
      use(1);
    }
    co_await work();
    {
      std::lock_guard g(mu);
      use(1);
    }
    co_await work();
  }
};

template co::task<> Queue::policy<true>();
template co::task<> Queue::policy<false>();
struct NullMutex {
  void lock() {}
  void unlock() {}
  bool try_lock() { return true; }
};

template <class M> struct Basic {
  M m;
  co::task<> run() {
    std::lock_guard g(m);
    co_await work();
  }
};

template struct Basic<NullMutex>;

struct strand_lock {
  void lock();
  void unlock();
}; // not a mutex by name?
struct AsyncMutex {
  struct Guard {
    AsyncMutex *m;
    ~Guard();
    Guard(Guard &&);
  };
  co::awaiter<Guard> lock();
  co::task<Guard> scoped();
  bool try_lock();
  void unlock();
};

struct UsesAsync {
  AsyncMutex am;
  co::task<> a() {
    auto g = co_await am.lock();
    co_await work();
  }
  co::task<> c() {
    auto g = co_await am.scoped();
    co_await work();
  }
  co::task<> d() {
    if (am.try_lock()) {
      std::lock_guard g(am, std::adopt_lock);
      co_await work();
    }
  }
  co::task<> e() {
    auto g1 = co_await am.lock();
    auto g2 = std::move(g1);
    co_await work();
  }
  co::task<> f() {
    if (auto g = co_await am.lock(); true)
      co_await work();
  }
  co::task<> g() {
    auto &&g = co_await am.lock();
    co_await work();
  }
  co::task<> h() {
    std::optional<AsyncMutex::Guard> o;
    o.emplace(co_await am.lock());
    co_await work();
    o.reset();
  }
};

struct Sem {
  void lock();
  void acquire();
  void release();
};

struct FileLock {
  explicit FileLock(const std::string &p);
  ~FileLock();
};

struct LockFile {
  LockFile(std::string);
  ~LockFile();
  int fd;
};

struct ScopeGuard {
  std::function<void()> f;
  ~ScopeGuard() { f(); }
};

struct weak {
  std::weak_ptr<int> w;
};

co::task<> lock_words(std::weak_ptr<int> w) {
  auto p = w.lock();
  co_await work();
  FileLock fl("x");
  co_await work();
  LockFile lf("y");
  co_await work();
  ScopeGuard sg{[] {
    m.lock();
    m.unlock();
  }};
  co_await work();
}

struct Door {
  void lock();
  void unlock();
  bool locked;
};

co::task<> doors(Door &d) {
  d.lock();
  co_await work();
  d.unlock();
}

struct Account {
  void lock();
  bool is_locked() const;
  void unlock();
};

co::task<> account(Account &a) {
  a.lock();
  co_await work();
}

struct Screen {
  void lock();
  bool try_lock();
  void unlock();
};

co::task<> sg2() {
  auto unlock = ScopeGuard{[] { m.unlock(); }};
  co_await work();
}

template <class F> struct AtEnd {
  F f;
  ~AtEnd() { f(); }
};
template <class F> AtEnd(F) -> AtEnd<F>;
co::task<> unlocked_by_a_scope_guard(std::mutex &own) {
  {
    own.lock();
    AtEnd unlock{[&] { own.unlock(); }};
  }
  co_await work();
}
co::task<> guard_outlives_the_suspension(std::mutex &own) {
  own.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'own' stays locked while the coroutine is suspended [async-lock-across-suspension]
  AtEnd unlock{[&] { own.unlock(); }};
  co_await work();
}
co::task<> function_is_not_called(std::mutex &own) {
  own.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'own' stays locked while the coroutine is suspended [async-lock-across-suspension]
  {
    std::function<void()> unlock = [&] { own.unlock(); };
  }
  co_await work();
}
co::task<> exchanged_for_nothing() {
  std::unique_lock l(m);
  std::exchange(l, {});
  co_await work();
}
co::task<> exchanged_for_another() {
  std::unique_lock l(m);
  auto kept = std::exchange(l, {});
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: lock guard 'kept' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}
