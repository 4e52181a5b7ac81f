// async-tidy: std=c++23 checks=async-capturing-lambda,async-read-modify-write
// `if consteval` has no condition.
#include "task.h"

#include <string>

void use(const std::string &);
co::task<int> next();

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
struct stream {
  bool eof = false;
  co::task<> read() {
    if (!eof) {
      int n = co_await next();
      if consteval {
      } else {
        eof = n != 0;
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: {{.*}}[async-read-modify-write]
      }
    }
  }
};
