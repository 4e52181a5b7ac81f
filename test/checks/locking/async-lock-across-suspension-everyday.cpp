// async-tidy: checks=async-lock-across-suspension,async-hostile-raii,async-thread-local-across-suspension,async-reference-across-suspension,async-read-modify-write
// Code of everyday use in which no state crosses a suspension that must not.
#include "task.h"

#include <any>
#include <array>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>
co::task<> work();
co::task<int> number();
void use(int);
bool b();
template <class T> using Task = co::task<T>;
// --- awaiters and sync primitives that lock inside await_suspend
struct Event {
  std::mutex m;
  std::vector<std::coroutine_handle<>> w;
  bool set_ = false;
  struct Aw {
    Event &e;
    bool await_ready() {
      std::lock_guard l(e.m);
      return e.set_;
    }
    bool await_suspend(std::coroutine_handle<> h) {
      std::lock_guard l(e.m);
      if (e.set_)
        return false;
      e.w.push_back(h);
      return true;
    }
    void await_resume() {}
  };
  Aw operator co_await() { return {*this}; }
  void set() {
    std::vector<std::coroutine_handle<>> r;
    {
      std::lock_guard l(m);
      set_ = true;
      r.swap(w);
    }
    for (auto h : r)
      h.resume();
  }
};
co::task<> waits(Event &e) {
  co_await e;
  {
    std::lock_guard l(e.m);
    e.set_ = false;
  }
  co_await e;
}
// --- generic channel
template <class T> struct Channel {
  std::mutex mtx;
  std::deque<T> q;
  std::size_t cap = 3;
  bool closed = false;
  Event ready, room;
  co::task<bool> push(T v) {
    for (;;) {
      {
        std::lock_guard g(mtx);
        if (closed)
          co_return false;
        if (q.size() < cap) {
          q.push_back(std::move(v));
          break;
        }
      }
      co_await room;
    }
    ready.set();
    co_return true;
  }
  co::task<std::optional<T>> pop() {
    std::unique_lock lk(mtx);
    while (q.empty() && !closed) {
      lk.unlock();
      co_await ready;
      lk.lock();
    }
    if (q.empty())
      co_return std::nullopt;
    T v = std::move(q.front());
    q.pop_front();
    lk.unlock();
    room.set();
    co_return v;
  }
};
template struct Channel<int>;
// --- RAII that isn't a lock
struct Tracker {
  explicit Tracker(std::atomic<int> &n) : n(n) { ++n; }
  ~Tracker() { --n; }
  std::atomic<int> &n;
};
struct Txn {
  void commit();
  void rollback();
  ~Txn() {
    if (!done)
      rollback();
  }
  bool done = false;
};
struct LockedFile {
  explicit LockedFile(int fd);
  ~LockedFile();
};
struct SpinGuard {
  std::atomic_flag &f;
  explicit SpinGuard(std::atomic_flag &f) : f(f) {
    while (f.test_and_set()) {
    }
  }
  ~SpinGuard() { f.clear(); }
};
struct Pool {
  std::mutex m;
  std::vector<int> free;
  struct Lease {
    Pool &p;
    int v;
    ~Lease() {
      std::lock_guard l(p.m);
      p.free.push_back(v);
    }
  };
  Lease lease() {
    std::lock_guard l(m);
    int v = free.back();
    free.pop_back();
    return {*this, v};
  }
};
std::atomic<int> live;
co::task<> raii(Pool &p) {
  Tracker t(live);
  Txn txn;
  LockedFile f(3);
  auto lease = p.lease();
  co_await work();
  txn.commit();
  use(lease.v);
}
struct Registry {
  std::mutex m;
  std::map<int, int> map;
  struct Handle {
    Registry &r;
    int id;
    ~Handle() {
      std::lock_guard g(r.m);
      r.map.erase(id);
    }
  };
  Handle add(int id) {
    std::lock_guard g(m);
    map[id] = 1;
    return {*this, id};
  }
  template <class F> int locked(F &&f) {
    std::unique_lock l(m);
    return f(map);
  }
};
co::task<> handle(Registry &r) {
  auto h = r.add(3);
  co_await work();
  int n = r.locked([](auto &m) { return int(m.size()); });
  co_await work();
  use(n);
}
// synchronized<T>
template <class T> struct Sync {
  std::mutex m;
  T v;
  struct Ptr {
    std::unique_lock<std::mutex> l;
    T *p;
    T *operator->() { return p; }
    T &operator*() { return *p; }
  };
  Ptr lock() { return {std::unique_lock(m), &v}; }
  template <class F> std::invoke_result_t<F, T &> with(F f) {
    std::lock_guard g(m);
    return f(v);
  }
};
co::task<> synced(Sync<std::vector<int>> &s) {
  s.lock()->push_back(1);
  co_await work();
  auto n = s.lock()->size();
  co_await work();
  {
    auto p = s.lock();
    p->push_back(int(n));
  }
  co_await work();
  auto copy = *s.lock();
  for (int i : copy) {
    co_await work();
    use(i);
  }
  int x = s.with([](auto &v) { return v.empty() ? 0 : v.front(); });
  co_await work();
  use(x);
}
// weak_ptr lock in loops
struct Obj {
  int n = 0;
  std::vector<int> v;
  std::weak_ptr<Obj> self;
  std::shared_ptr<Obj> next;
};
co::task<> weak(std::weak_ptr<Obj> w) {
  while (auto p = w.lock()) {
    use(p->n);
    p.reset();
    co_await work();
  }
}
co::task<> chain(std::shared_ptr<Obj> o) {
  for (auto cur = o; cur; cur = cur->next) {
    co_await work();
    use(cur->n);
  }
}
co::task<> fresh() {
  auto o = std::make_shared<Obj>();
  int v = o->n;
  co_await work();
  o->n = v + 1;
  for (int &i : o->v) {
    co_await work();
    ++i;
  }
  o->v.push_back(1);
}
co::task<> own() {
  Obj o;
  auto &r = o.n;
  co_await work();
  r = 3;
  auto it = o.v.begin();
  co_await work();
  use(*it);
}
co::task<> moved(std::vector<int> in) {
  auto v = std::move(in);
  auto s = std::span(v);
  co_await work();
  use(s[0]);
}
// variants, visitors
struct A {};
struct B {
  int n;
};
struct Machine {
  std::variant<A, B> st;
  int ticks = 0;
  std::optional<std::string> name;
  std::chrono::steady_clock::time_point last{};
  std::function<void()> cb;
  std::array<int, 3> slots{};
  int idx = 0;
  co::task<> step() {
    if (std::holds_alternative<A>(st)) {
      co_await work();
      st = B{1};
    } else if (auto *p = std::get_if<B>(&st)) {
      int n = p->n;
      co_await work();
      st = A{};
      use(n);
    }
  }
  co::task<> touch() {
    auto now = std::chrono::steady_clock::now();
    if (now - last > std::chrono::seconds(1)) {
      last = now;
      co_await work();
    }
  }
  co::task<> measured() {
    auto t0 = std::chrono::steady_clock::now();
    co_await work();
    last = t0;
  }
  co::task<> set_cb() {
    auto old = std::exchange(cb, nullptr);
    co_await work();
    if (old)
      old();
  }
  co::task<> ring() {
    int i = idx;
    idx = (idx + 1) % 3;
    co_await work();
    slots[i] = co_await number();
  }
  co::task<> log_state() {
    auto t = ticks;
    use(t);
    co_await work();
    use(ticks - t);
    ++ticks;
  }
  co::task<> rename(std::string n) {
    auto old = name;
    name = n;
    co_await work();
    if (!b())
      name = old;
  }
  co::task<> flip() {
    bool was = cb != nullptr;
    co_await work();
    if (was != (cb != nullptr))
      use(1);
  }
  co::task<> accumulate() {
    int sum = 0;
    for (int s : slots)
      sum += s;
    co_await work();
    ticks = sum;
  }
  co::task<> from_arg(int delta) {
    co_await work();
    ticks = ticks + delta;
  }
  co::task<> await_then_both() {
    auto x = co_await number();
    auto y = ticks;
    ticks = x + y;
  }
  co::task<> both_sides() { ticks = co_await number() + ticks; }
  co::task<> minmax() {
    int n = co_await number();
    ticks = std::max(ticks, n);
  }
  co::task<> loop_sum() {
    for (int i = 0; i < 3; ++i)
      ticks = ticks + (i & co_await_free(i));
    co_await work();
  }
  int co_await_free(int i) { return i; }
  co::task<> catches() {
    int before = ticks;
    try {
      co_await work();
    } catch (...) {
      ticks = before;
      throw;
    }
  }
  co::task<> rollback() {
    auto saved = slots;
    slots[0] = 1;
    co_await work();
    if (!b())
      slots = saved;
  }
};
// recursion with reference accumulators
struct Node {
  int v;
  std::vector<Node> kids;
};
co::task<> walk(const Node &n, std::vector<int> &out) {
  out.push_back(n.v);
  for (auto &k : n.kids)
    co_await walk(k, out);
}
co::task<> top() {
  Node n{1, {}};
  std::vector<int> out;
  co_await walk(n, out);
  use(out.size());
}
// structured binding over a local map, erased while iterating with a fresh
// iterator
co::task<> local_map() {
  std::map<int, int> m{{1, 2}};
  for (auto it = m.begin(); it != m.end();) {
    co_await work();
    it = m.erase(it);
  }
  for (auto &[k, v] : m) {
    co_await work();
    use(k + v);
  }
  auto [it, ok] = m.try_emplace(3, 4);
  co_await work();
  use(it->second + ok);
}
// constexpr-if and requires
template <class T> co::task<> generic(T &x) {
  if constexpr (requires { x.lock(); }) {
    x.lock();
    use(1);
    x.unlock();
  }
  co_await work();
  if constexpr (sizeof(T) > 1000) {
    x.lock();
    co_await work();
  }
}
co::task<> uses_generic(std::mutex &m, int &i) {
  co_await generic(m);
  co_await generic(i);
}
// lambda coroutine with init captures: its own state
auto counter() {
  return [n = 0]() mutable -> co::task<int> {
    int v = n;
    co_await work();
    n = v + 1;
    co_return n;
  };
}
// a queue drained by a single consumer
struct Worker {
  std::queue<std::function<co::task<>()>> jobs;
  bool running = false;
  std::vector<std::thread> ts;
  std::jthread jt;
  co::task<> run() {
    if (std::exchange(running, true))
      co_return;
    while (!jobs.empty()) {
      auto j = std::move(jobs.front());
      jobs.pop();
      co_await j();
    }
    running = false;
  }
  co::task<> stop() {
    for (auto &t : ts)
      t.join();
    ts.clear();
    co_await work();
  }
  co::task<> guard() {
    struct G {
      bool &f;
      explicit G(bool &f) : f(f) { f = true; }
      ~G() { f = false; }
    };
    if (running)
      co_return;
    G g(running);
    co_await work();
  }
};
co::generator<int> gen(std::vector<int> &v) {
  std::size_t i = 0;
  while (i < v.size()) {
    int x = v[i];
    co_yield x;
    v[i] = x + 1;
    ++i;
  }
}
