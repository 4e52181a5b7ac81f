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
void dropped(std::string name) {
  [name]() -> ends {
    co_await co::yield();
    use(name);
  }();
}
