// Where the value of a call can be dropped.
#include "task.h"

#include <map>
#include <memory>
#include <string>
#include <type_traits>
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
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await save("a");
  count();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'count' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await count();
  start(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await start(1);
  if (n)
    save("then");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("then");
  else
    save("else");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("else");
  for (int i = 0; i < n; ++i)
    save("for");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("for");
  for (int i : {1, 2})
    start(i);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("last of a statement expression");
    // CHECK-FIXES: co_await start(i);
  while (n--)
    save("while");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("while");
  do
    save("do");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("do");
  while (n++ < 0);
  switch (n) {
  case 1:
    save("case");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("case");
    break;
  default:
    save("default");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("default");
  }
label:
  save("label");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await save("label");
  [[likely]] save("attribute");
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: await it with 'co_await'
  if (n == 7)
    goto label;
  co_await save("awaited");
}

co::task<> expressions(int n) {
  save("left"), log(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  log(2), save("right");
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: await it with 'co_await'
  // CHECK-FIXES: co_await save("left"), log(1);
  (save("both"), count());
  // CHECK-NOTES: :[[@LINE-1]]:4: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:4: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:18: warning: task returned by 'count' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-4]]:18: note: await it with 'co_await'
  n ? save("first arm") : save("second arm");
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:27: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-4]]:27: note: await it with 'co_await'
  // CHECK-FIXES: log(2), co_await save("right");
  n ? (void)0 : void(count());
  for (start(0); n; start(1))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:21: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-4]]:21: note: await it with 'co_await'
    --n;
  (log(1), (n ? start(1) : (log(2), start(2))));
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:37: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-4]]:37: note: await it with 'co_await'
  int x = (count(), 3);
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: task returned by 'count' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: await it with 'co_await'
  ({
    save("inside");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await save("inside");
    log(3);
    save("last of a statement expression");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: [[likely]] co_await save("attribute");
  });
  auto kept = ({
    log(4);
    save("value of a statement expression");
  });
  co_await std::move(kept);
  co_await (log(5), save("awaited"));
  co_await (n ? save("a") : save("b"));
  std::move(save("moved and dropped"));
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: await it with 'co_await'
  // CHECK-FIXES: co_await save("in a nested coroutine");
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
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: await it with 'co_await'
  // CHECK-FIXES: if (co_await find(key))
  // CHECK-FIXES: while (!co_await find(key))
    log(1);
  while (!find(key))
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: await it with 'co_await'
    log(2);
  bool both = find(1) && find(2);
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: await it with 'co_await'
  // CHECK-NOTES: :[[@LINE-3]]:26: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-4]]:26: note: await it with 'co_await'
  // CHECK-FIXES: co_await (object + 1);
  int n = find(3) ? 1 : 2;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: await it with 'co_await'
  for (; find(4);)
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: await it with 'co_await'
    log(3);
  if (find(5).done())
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: task returned by 'find' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: await it with 'co_await'
    log(4);
  (void)both, (void)n;
  co_return;
}

struct at_exit {
  ~at_exit() { save("destructor"); }
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: hand it to something that awaits it
  at_exit() { start(1); }
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: hand it to something that awaits it
  co::task<> member() {
    helper();
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'helper' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await helper();
    this->helper();
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'helper' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    // CHECK-FIXES: co_await [&](auto x) -> co::task<> { co_return; }(1);
    // CHECK-FIXES: co_await this->helper();
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
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the call is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await object(1);
  object[1];
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'operator[]' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await object[1];
  object + 1;
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'operator+' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  *object;
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'operator*' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await *object;
  at_exit::make();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'make' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await at_exit::make();
  object.close();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'close' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await object.close();
  pointer(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the call is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await pointer(1);
  (object.*member)();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the call is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await (object.*member)();
  [&]() -> co::task<> { co_return; }();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: auto later = []() -> co::task<> { co_await save("own body"); co_return; };
  [&](auto x) -> co::task<> { co_return; }(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  auto lambda = [&](int n) { return save("x"); };
  lambda(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await lambda(1);
  auto not_a_coroutine = [&] { save("in a lambda"); };
  // CHECK-NOTES: :[[@LINE-1]]:32: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:32: note: return it, or hand it to something that awaits it
  // CHECK-FIXES: co_await save("in try");
  auto nested = [&]() -> co::task<> {
    save("in a nested coroutine");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    co_return;
  };
  co_await nested();
  not_a_coroutine();
}

co::task<> handler() {
  try {
    save("in try");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await'
    co_await save("x");
  } catch (const std::exception &) {
    save("in a handler");
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it after the handler, inside of which co_await is not allowed
    auto later = []() -> co::task<> { save("own body"); co_return; };
    // CHECK-NOTES: :[[@LINE-1]]:39: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:39: note: await it with 'co_await'
    (void)later;
  } catch (...) {
    if (true)
      start(2);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: await it after the handler, inside of which co_await is not allowed
  }
}

void not_a_coroutine() {
  save("a");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: return it, or hand it to something that awaits it
  start(1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: return it, or hand it to something that awaits it
}

co::task<co::task<int>> outer();
co::task<> nested_awaitables() {
  co_await outer();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task that co_await yields is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: (co_await save("both"), co_await count());
  // CHECK-FIXES: bool both = co_await find(1) && co_await find(2);
  // CHECK-FIXES: for (; co_await find(4);)
  // CHECK-FIXES: for (co_await start(0); n; co_await start(1))
  // CHECK-FIXES: int n = co_await find(3) ? 1 : 2;
  // CHECK-FIXES: int x = (co_await count(), 3);
  co_await co_await outer();
  co::task<int> inner = co_await outer();
  co_await std::move(inner);
}

co::task<> awaiters() {
  co::yield();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: awaitable returned by 'yield' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  co::delay(10);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: awaitable returned by 'delay' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await co::delay(10);
  co::awaiter<>{};
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: temporary awaitable is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await'
  // CHECK-FIXES: co_await [&]() -> co::task<> { co_return; }();
  // CHECK-FIXES: co_await co::awaiter<>{};
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
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'run' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: return it, or hand it to something that awaits it
}

// A callback that takes the result and gives none is the end of the chain.
template <class T> struct chained;
template <class T> struct chain_base {
  template <class F> chained<std::invoke_result_t<F, T>> then(F) {
    std::terminate();
  }
};
template <class T> struct chained : co::eager<T>, chain_base<T> {};
chained<int> eager_count();
void ends_in_a_callback() {
  eager_count().then([](int value) { log(value); });
  eager_count().then([](auto value) { log(value); });
  eager_count().then([](int value) { return value + 1; }).then([](int) {});
  eager_count().then([](int value) { return value + 1; });
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'then' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: return it, or hand it to something that awaits it
  eager_count().then([](int) -> co::task<> { co_return; });
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: task returned by 'then' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: return it, or hand it to something that awaits it
}
