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
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: pass them as parameters
    co_await co::yield();
    use(x);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: a capture is used here after the coroutine was suspended
  }();
  co_await t;
  submit([x]() -> co::task<> {
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: pass them as parameters
    co_await co::yield();
    use(x);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: a capture is used here after the coroutine was suspended
  }());
}

co::task<> returned(int x) {
  return [x]() -> co::task<> {
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: pass them as parameters
    co_await co::yield();
    use(x);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: a capture is used here after the coroutine was suspended
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
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: pass them as parameters
    co_await co::yield();
    use(x);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: a capture is used here after the coroutine was suspended
  };
  pending.push_back(f());
  // CHECK-NOTES: :[[@LINE-1]]:21: note: the closure is called here
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
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: pass them as parameters
      co_await co::yield();
      self->title = 1;
      // CHECK-NOTES: :[[@LINE-1]]:7: note: a capture is used here after the coroutine was suspended
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
    // CHECK-NOTES: :[[@LINE-1]]:23: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    // CHECK-NOTES: :[[@LINE-2]]:23: note: pass them as parameters
      co_await co::yield();
      title = 2;
      // CHECK-NOTES: :[[@LINE-1]]:7: note: a capture is used here after the coroutine was suspended
    }());
  }
};

template <class T> co::task<> generic(T value) {
  co::task<> t = [value]<class N>(N add) -> co::task<> {
  // CHECK-NOTES: :[[@LINE-1]]:18: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:18: note: pass them as parameters
    co_await co::yield();
    use(value + add);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: a capture is used here after the coroutine was suspended
  }(1);
  co_await t;
}
co::task<> instantiates() { co_await generic(1); }

#define LATER(x)                                                               \
  [x]() -> co::task<> {                                                        \
    co_await co::yield();                                                      \
    use(x);                                                                    \
  }()
  // CHECK-NOTES: :[[@LINE-4]]:3: note: expanded from macro 'LATER'
co::task<> in_macro(int x) {
  auto t = LATER(x);
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: pass them as parameters
  // CHECK-NOTES: :[[@LINE-3]]:18: note: a capture is used here after the coroutine was suspended
  co_await t;
}

co::task<> silenced(int x) {
  // NOLINTNEXTLINE(async-capturing-lambda)
  auto t = [x]() -> co::task<> { use(x); co_return; }();
  co_await t;
}
