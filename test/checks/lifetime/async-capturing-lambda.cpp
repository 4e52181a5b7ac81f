// Closures and the tasks that need them.
#include "task.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

void use(int);
void submit(co::task<> t);
std::vector<co::task<>> pending;

co::task<> called_in_place(int x) {
  co_await [x]() -> co::task<> {
    co_await co::yield();
    use(x);
  }();
  auto t = [x]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
    co_await co::yield();
    use(x);
  }();
  co_await t;
  submit([x]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
    co_await co::yield();
    use(x);
  }());
}

co::task<> returned(int x) {
  return [x]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
    co_await co::yield();
    use(x);
  }();
}

co::task<> named(int x) {
  auto f = [x]() -> co::task<> {
    co_await co::yield();
    use(x);
  };
  co_await f();
  auto t = f();
  co_await t;
}

void stored(int x) {
  auto f = [x]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function, and the closure does not; pass them as parameters [async-capturing-lambda]
    co_await co::yield();
    use(x);
  };
  pending.push_back(f());
}

co::task<> harmless(int x) {
  auto captureless = []() -> co::task<> { co_await co::yield(); }();
  co_await captureless;
  auto unused = [x]() -> co::task<> { co_await co::yield(); }();
  co_await unused;
  auto parameters = [](int y) -> co::task<> {
    co_await co::yield();
    use(y);
  }(x);
  co_await parameters;
  auto not_a_coroutine = [x] { use(x); };
  not_a_coroutine();
}

struct Page : std::enable_shared_from_this<Page> {
  int title = 0;
  void eager_uses_late() {
    [self = shared_from_this()]() -> co::fire_and_forget {
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
      co_await co::yield();
      self->title = 1;
    }();
  }
  void eager_copies_first() {
    [this]() -> co::fire_and_forget {
      auto self = shared_from_this();
      co_await co::yield();
      self->title = 1;
    }();
  }
  void this_capture() {
    pending.push_back([this]() -> co::task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
      co_await co::yield();
      title = 2;
    }());
  }
};

template <class T> co::task<> generic(T value) {
  co::task<> t = [value]<class N>(N add) -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
    co_await co::yield();
    use(value + add);
  }(1);
  co_await t;
}
co::task<> instantiates() { co_await generic(1); }

#define LATER(x)                                                               \
  [x]() -> co::task<> {                                                        \
    co_await co::yield();                                                      \
    use(x);                                                                    \
  }()
co::task<> in_macro(int x) {
  auto t = LATER(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it; pass them as parameters [async-capturing-lambda]
  co_await t;
}

co::task<> silenced(int x) {
  // NOLINTNEXTLINE(async-capturing-lambda)
  auto t = [x]() -> co::task<> { use(x); co_return; }();
  co_await t;
}
