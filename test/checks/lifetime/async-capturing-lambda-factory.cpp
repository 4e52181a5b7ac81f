// Closures that a function makes.
#include "task.h"

#include <string>
#include <utility>

void use(const std::string &);

inline auto handler(std::string root) {
  return [root = std::move(root)](int request) -> co::task<> {
    co_await co::delay(request);
    use(root);
  };
}
co::task<> late(int request) {
  auto t = handler("x")(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the coroutine of this closure uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  co_await co::yield();
  co_await std::move(t);
}

inline auto forwarded(std::string root) {
  return [root = std::move(root)](int request) -> co::task<> {
    co_await co::delay(request);
    use(root);
  };
}
co::task<> forwards(int request) {
  auto h = forwarded("x");
  return h(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the coroutine of this closure uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
}

inline auto awaited(std::string root) {
  return [root = std::move(root)](int request) -> co::task<> {
    co_await co::delay(request);
    use(root);
  };
}
co::task<> in_place(int request) { co_await awaited("x")(request); }
co::task<> named(int request) {
  auto h = awaited("x");
  co_await h(request);
}

inline auto plain(std::string root) {
  return [root = std::move(root)](int request) { return co::delay(request + int(root.size())); };
}
void calls_plain() { (void)plain("x")(1); }
