// async-tidy: std=c++23
// `if consteval` has no condition.
#include "task.h"

#include <string>

void use(const std::string &);

struct ends {
  struct promise_type {
    ends get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  ~ends() {
    if consteval {
    } else {
      if (h)
        h.destroy();
    }
  }
  std::coroutine_handle<promise_type> h;
};
struct runs_on {
  struct promise_type {
    runs_on get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  ~runs_on() {
    if !consteval {
      if (h && h.done())
        h.destroy();
    }
  }
  std::coroutine_handle<promise_type> h;
};
void kept_running(std::string name) {
  [name]() -> runs_on {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
  // CHECK-FIXES: [name](this auto) -> runs_on {
    co_await co::yield();
    use(name);
  }();
}
void dropped(std::string name) {
  [name]() -> ends {
    co_await co::yield();
    use(name);
  }();
}
