// Closures of tasks that a library's own function starts.
#include "frameworks.h"

void use(int);

// Known wrong: start() of a Lazy runs it at once, up to its first suspension, and the capture is used before that.
void FP_used_before_the_first_suspension(int n) {
  [n]() -> async_simple::coro::Lazy<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    use(n);
    co_await std::suspend_always();
  }().start([](async_simple::Try<void> &&) {});
}

void used_after_a_suspension(int n) {
  [n]() -> async_simple::coro::Lazy<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    co_await std::suspend_always();
    use(n);
  }().start([](async_simple::Try<void> &&) {});
}
