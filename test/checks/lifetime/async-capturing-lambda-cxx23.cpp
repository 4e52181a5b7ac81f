// async-tidy: std=c++23
// A closure taken by value lives in the coroutine.
#include "task.h"

void use(int);

co::task<> f(int x) {
  auto by_value = [x](this auto) -> co::task<> {
    co_await co::yield();
    use(x);
  }();
  auto by_reference = [x](this auto &) -> co::task<> {
    co_await co::yield();
    use(x);
  };
  auto missing = [x]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    co_await co::yield();
    use(x);
  }();
  auto with_parameter = [x](int y) -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-FIXES: auto missing = [x](this auto) -> co::task<> {
  // CHECK-FIXES: auto with_parameter = [x](this auto, int y) -> co::task<> {
    co_await co::yield();
    use(x + y);
  }(1);
  co_await by_value;
  co_await by_reference();
  co_await missing;
  co_await with_parameter;
}
