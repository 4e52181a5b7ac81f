// A closure in a local: its task runs on when the scope ends.
#include "task.h"

#include <latch>
#include <string>

/// Goes on when it is dropped.
struct running {
  struct promise_type {
    running get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

void use(const std::string &);

void dropped(std::string name) {
  auto job = [name]() -> running {
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: coroutine lambda uses its captures after a suspension, but the task runs on when the closure's scope ends [async-capturing-lambda]
    co_await co::yield();
    use(name);
  };
  job();
}
void dropped_by_reference(std::string name) {
  const auto job = [&name]() -> running {
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: coroutine lambda uses its captures after a suspension, but the task runs on when the closure's scope ends [async-capturing-lambda]
    co_await co::yield();
    use(name);
  };
  (void)job();
}
void used_before(std::string name) {
  auto job = [name]() -> running {
    use(name);
    co_await co::yield();
  };
  job();
}
void given(std::string name) {
  auto job = [](std::string name) -> running {
    co_await co::yield();
    use(name);
  };
  job(name);
}
void waits(std::string name) {
  std::latch done(1);
  auto job = [&name, &done]() -> running {
    co_await co::yield();
    use(name);
    done.count_down();
  };
  job();
  done.wait();
}
void kept(std::string name) {
  static auto job = [name]() -> running {
    co_await co::yield();
    use(name);
  };
  job();
}
co::task<> awaited(std::string name) {
  auto job = [&name]() -> running {
    co_await co::yield();
    use(name);
  };
  co_await job();
}
/// Its destructor destroys the frame.
void stopped(std::string name) {
  auto job = [&name]() -> co::eager<> {
    co_await co::yield();
    use(name);
  };
  job();
}
void lazy(std::string name) {
  auto job = [&name]() -> co::task<> {
    co_await co::yield();
    use(name);
  };
  job();
}
