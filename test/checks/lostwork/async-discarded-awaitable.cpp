// Where the value of a call can be dropped.
#include "task.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

co::task<> save(std::string text);
co::task<int> count();
co::task<bool> exists(int key);
co::eager<> start(int n);
co::fire_and_forget ping(int n);
co::generator<int> numbers();
void log(int n);

co::task<> statements(int n) {
  save("a");
  count();
  start(1);
  if (n)
    save("then");
  else
    save("else");
  for (int i = 0; i < n; ++i)
    save("for");
  for (int i : {1, 2})
    start(i);
  while (n--)
    save("while");
  do
    save("do");
  while (n++ < 0);
  switch (n) {
  case 1:
    save("case");
    break;
  default:
    save("default");
  }
label:
  save("label");
  [[likely]] save("attribute");
  if (n == 7)
    goto label;
  co_await save("awaited");
}

co::task<> expressions(int n) {
  save("left"), log(1);
  log(2), save("right");
  (save("both"), count());
  n ? save("first arm") : save("second arm");
  n ? (void)0 : void(count());
  for (start(0); n; start(1))
    --n;
  (log(1), (n ? start(1) : (log(2), start(2))));
  int x = (count(), 3);
  ({
    save("inside");
    log(3);
    save("last of a statement expression");
  });
  auto kept = ({
    log(4);
    save("value of a statement expression");
  });
  co_await std::move(kept);
  co_await (log(5), save("awaited"));
  co_await (n ? save("a") : save("b"));
  std::move(save("moved and dropped"));
  co_return;
}

/// A task that says whether there is one.
struct maybe : co::task<bool> {
  explicit operator bool() const;
  bool done() const;
};
maybe find(int key);

co::task<> tests(int key) {
  if (find(key))
    log(1);
  while (!find(key))
    log(2);
  bool both = find(1) && find(2);
  int n = find(3) ? 1 : 2;
  for (; find(4);)
    log(3);
  if (find(5).done())
    log(4);
  (void)both, (void)n;
  co_return;
}

struct at_exit {
  ~at_exit() { save("destructor"); }
  at_exit() { start(1); }
  co::task<> member() {
    helper();
    this->helper();
    co_return;
  }
  co::task<> helper();
  co::task<> operator()(int);
  co::task<> operator[](int);
  co::task<> operator+(int);
  co::task<> operator*();
  static co::task<> make();
  virtual co::task<> close() = 0;
};

co::task<> callees(at_exit &object, co::task<> (*pointer)(int),
                   co::task<> (at_exit::*member)(), std::vector<int> v) {
  object(1);
  object[1];
  object + 1;
  *object;
  at_exit::make();
  object.close();
  pointer(1);
  (object.*member)();
  [&]() -> co::task<> { co_return; }();
  [&](auto x) -> co::task<> { co_return; }(1);
  auto lambda = [&](int n) { return save("x"); };
  lambda(1);
  auto not_a_coroutine = [&] { save("in a lambda"); };
  auto nested = [&]() -> co::task<> {
    save("in a nested coroutine");
    co_return;
  };
  co_await nested();
  not_a_coroutine();
}

co::task<> handler() {
  try {
    save("in try");
    co_await save("x");
  } catch (const std::exception &) {
    save("in a handler");
    auto later = []() -> co::task<> { save("own body"); co_return; };
    (void)later;
  } catch (...) {
    if (true)
      start(2);
  }
}

void not_a_coroutine() {
  save("a");
  start(1);
}

co::task<co::task<int>> outer();
co::task<> nested_awaitables() {
  co_await outer();
  co_await co_await outer();
  co::task<int> inner = co_await outer();
  co_await std::move(inner);
}

co::task<> awaiters() {
  co::yield();
  co::delay(10);
  co::awaiter<>{};
  co_await co::yield();
}

void accepted() {
  (void)save("a");
  static_cast<void>(save("b"));
  std::ignore = save("c");
  void(save("d"));
}

co::task<> not_lost(std::vector<co::task<>> &all, std::map<int, co::task<>> &map) {
  ping(1);
  ping(2), ping(3);
  numbers();
  all.push_back(save("a"));
  all.emplace_back(save("b"));
  map.emplace(1, save("c"));
  auto owned = std::make_unique<co::task<>>(save("d"));
  co_await *owned;
  auto t = save("e");
  std::move(t);
  co_await std::move(t);
  sizeof(save("f"));
  static_assert(noexcept(save("g")) || true);
  decltype(save("h")) *p = nullptr;
  (void)p;
  std::exchange(all[0], save("i"));
  co_await save("j");
  log(co_await count());
}

co::task<> forwards() { return save("x"); }

struct builder {
  builder &name(int);
  builder then(int);
  co::task<> run();
};
builder make_builder();
void fluent(builder &b) {
  b.name(1).name(2);
  b.then(1);
  make_builder().run();
}
