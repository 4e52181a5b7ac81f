// Local awaitables that nobody awaits.
#include "task.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

co::task<> save(int n);
co::task<int> count();
co::eager<> start(int n);
co::eager<int> answer();
co::fire_and_forget ping();
co::generator<int> numbers();
std::pair<co::task<>, co::task<int>> two();
std::vector<co::task<>> many();
void log(int n);
void take(co::task<>);
void take_all(std::vector<co::task<>>);

co::task<> unused(int n) {
  auto a = save(1);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  auto b = start(2);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'b' is never awaited: it runs unobserved, and its result and exception are lost [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  co::task<> c = save(3);
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: await it with 'co_await'
  // CHECK-FIXES: co_await [&]() -> co::task<> { co_return; }();
  auto &&d = save(4);
  const auto &e = start(5);
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: task 'e' is never awaited: it runs unobserved, and its result and exception are lost [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: await it with 'co_await'
  // CHECK-FIXES: auto g{co_await count()};
  // CHECK-FIXES: co_await start(5);
  [[maybe_unused]] auto f = save(6);
  // CHECK-NOTES: :[[@LINE-1]]:25: warning: task 'f' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:25: note: await it with 'co_await'
  // CHECK-FIXES: for (co_await save(8); n; --n)
  auto g{count()};
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'g' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  auto h = n ? save(1) : save(2);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'h' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  auto i = [&]() -> co::task<> { co_return; }();
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'i' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  co::awaiter<> j = co::yield();
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: awaitable 'j' is never awaited: nobody waits for it, and its result and exception are lost [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: await it with 'co_await'
  auto k = std::move(d);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'k' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  if (n)
    auto l = save(7);
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: task 'l' is never awaited: the coroutine never runs [async-unawaited-local]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: await it with 'co_await'
    // CHECK-FIXES: co_await save(7);
  for (auto m = save(8); n; --n)
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: task 'm' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: await it with 'co_await'
    ;
  auto _ = save(9);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task '_' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  // CHECK-FIXES: co_await save(9);
  co_return;
}

co::task<> used(int n) {
  auto a = save(1);
  co_await std::move(a);
  auto b = save(2);
  take(std::move(b));
  auto c = save(3);
  auto lambda = [&c]() -> co::task<> { co_await std::move(c); };
  auto d = save(4);
  auto e = [d = std::move(d)]() {};
  std::vector<co::task<>> all;
  auto f = save(5);
  all.push_back(std::move(f));
  for (auto &t : all)
    co_await t;
  auto g = save(6);
  auto *pointer = &g;
  auto h = save(7);
  auto &alias = h;
  co_await alias;
  static auto i = save(8);
  auto j = ping();
  auto k = numbers();
  auto l = co_await count();
  int m = co_await count();
  co::task<> o = save(9);
  co_await (n ? o : g);
  (void)lambda, (void)e, (void)pointer, (void)m, (void)l;
}
co::task<> returned() {
  auto t = save(1);
  return t;
}
co::task<int> co_returned() {
  auto t = count();
  co_return co_await t + 1;
}

struct maybe : co::task<int> {
  explicit operator bool() const;
  bool done() const;
  void start();
};
maybe find(int key);
co::task<> only_tested() {
  auto a = find(1);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  if (a)
    log(1);
  auto b = find(2);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  while (!b.done())
    log(2);
  if (auto c = find(3))
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: await it with 'co_await'
    log(3);
  auto d = find(4);
  d.start();
  if (auto e = find(5))
    co_await e;
  auto f = find(6);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'f' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  f;
  std::move(f);
}

co::task<> assigned(int n) {
  auto a = save(1);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  a = save(2);
  auto b = save(3);
  co_await b;
  b = save(4);
  std::optional<co::task<>> c;
  // CHECK-NOTES: :[[@LINE-1]]:29: warning: task in 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:29: note: await it
  c = save(5);
  std::optional<co::task<>> d;
  d = save(6);
  co_await *d;
}

void accepted() {
  auto a = save(1);
  (void)a;
  auto b = save(2);
  std::ignore = b;
  auto c = save(3);
  static_cast<void>(c);
}

co::task<> bindings() {
  auto [a, b] = two();
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:12: warning: task 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-4]]:12: note: await it with 'co_await'
  auto [c, d] = two();
  co_await c;
  co_await d;
  auto &&[e, f] = two();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: task 'e' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: await it with 'co_await'
  co_await f;
  auto pair = two();
  auto &[g, h] = pair;
  co_await g;
}

struct job {
  int priority;
  co::task<> work;
};
struct joins {
  co::task<> work;
  ~joins();
};
co::task<> containers(int n) {
  std::vector<co::task<>> a;
  // CHECK-NOTES: :[[@LINE-1]]:27: warning: task in 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:27: note: await it
  for (int i = 0; i < n; ++i)
    a.push_back(save(i));
  std::vector<co::task<>> b;
  // CHECK-NOTES: :[[@LINE-1]]:27: warning: task in 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:27: note: await it
  b.reserve(3);
  b.emplace_back(save(1));
  log(b.size());
  auto c = many();
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task in 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it
  std::optional<co::task<>> d{save(1)};
  // CHECK-NOTES: :[[@LINE-1]]:29: warning: task in 'd' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:29: note: await it
  // CHECK-FIXES: co_await save(1);
  // CHECK-FIXES: co_await save(1);
  if (d.has_value())
    log(1);
  auto e = std::make_unique<co::task<>>(save(2));
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task in 'e' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it
  std::array<co::task<>, 2> f{save(3), save(4)};
  // CHECK-NOTES: :[[@LINE-1]]:29: warning: task in 'f' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:29: note: await it
  // CHECK-FIXES: co_await start(2);
  auto g = std::make_pair(save(5), 1);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task in 'g' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it
  co::task<> h[] = {save(6), save(7)};
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: task in 'h' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: await it
  job i{1, save(8)};
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: task in 'i' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: await it
  auto j = std::make_tuple(save(9), save(10));
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task in 'j' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it
  std::vector<co::task<>> empty;
  std::optional<co::task<>> nothing;
  joins k{save(11)};
  co_return;
}
co::task<> containers_used(int n) {
  std::vector<co::task<>> a;
  a.push_back(save(1));
  for (auto &t : a)
    co_await t;
  std::vector<co::task<>> b;
  co_await b.emplace_back(save(2));
  auto c = many();
  co_await c.back();
  std::optional<co::task<>> d{save(1)};
  if (d)
    co_await *d;
  auto e = std::make_unique<co::task<>>(save(2));
  co_await *e;
  std::array<co::task<>, 2> f{save(3), save(4)};
  co_await f[0];
  job i{1, save(8)};
  co_await std::move(i.work);
  std::vector<co::task<>> g;
  g.push_back(save(1));
  std::swap(a, g);
  std::vector<co::task<>> h = many();
  take_all(std::move(h));
}

co::task<> parameter(co::task<> unused, co::task<> used, co::task<>,
// CHECK-NOTES: :[[@LINE-1]]:33: warning: task parameter 'unused' is never awaited: the coroutine never runs [async-unawaited-local]
// CHECK-NOTES: :[[@LINE-2]]:33: note: await it
                     const co::task<> &reference) {
  co_await std::move(used);
}
struct base {
  virtual void f(co::task<> t) {}
};

void lambdas() {
  auto a = save(1);
  auto b = [&] { take(std::move(a)); };
  auto c = save(2);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: return it, or hand it to something that awaits it
  auto d = [=]() { log(3); };
  auto e = [] { auto inner = save(3); };
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: task 'inner' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:22: note: return it, or hand it to something that awaits it
  (void)b, (void)d, (void)e;
}

template <class T> co::task<> pattern(T x) {
  auto a = save(1);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task 'a' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  co::task<> b = x.run();
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: task 'b' is never awaited: the coroutine never runs [async-unawaited-local]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: await it with 'co_await'
  auto c = save(2);
  co_await [&]<class Y>(Y y) -> co::task<> { co_await c; }(1);
  co::task<> d = x.run();
  co_await d;
}
struct runner {
  co::task<> run();
};
co::task<> instantiated() { co_await pattern(runner()); }
