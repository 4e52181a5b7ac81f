// A closure in a local: its task runs on when the scope ends.
#include "task.h"

#include <latch>
#include <string>

void use(const std::string &);

void dropped(std::string name) {
  auto job = [name]() -> co::eager<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: coroutine lambda uses its captures after a suspension, but the task runs on when the closure's scope ends [async-capturing-lambda]
    co_await co::yield();
    use(name);
  };
  job();
}
void dropped_by_reference(std::string name) {
  const auto job = [&name]() -> co::eager<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: coroutine lambda uses its captures after a suspension, but the task runs on when the closure's scope ends [async-capturing-lambda]
    co_await co::yield();
    use(name);
  };
  (void)job();
}
void used_before(std::string name) {
  auto job = [name]() -> co::eager<> {
    use(name);
    co_await co::yield();
  };
  job();
}
void given(std::string name) {
  auto job = [](std::string name) -> co::eager<> {
    co_await co::yield();
    use(name);
  };
  job(name);
}
void waits(std::string name) {
  std::latch done(1);
  auto job = [&name, &done]() -> co::eager<> {
    co_await co::yield();
    use(name);
    done.count_down();
  };
  job();
  done.wait();
}
void kept(std::string name) {
  static auto job = [name]() -> co::eager<> {
    co_await co::yield();
    use(name);
  };
  job();
}
co::task<> awaited(std::string name) {
  auto job = [&name]() -> co::eager<> {
    co_await co::yield();
    use(name);
  };
  co_await job();
}
void lazy(std::string name) {
  auto job = [&name]() -> co::task<> {
    co_await co::yield();
    use(name);
  };
  job();
}
