// Parameters whose lifetime is declared in clang's attributes.
#include "task.h"

#include <string>
#include <string_view>

namespace app {
/// Every argument must live as long as the task.
template <class T>
struct [[clang::coro_return_type, clang::coro_lifetimebound]] bound {
  struct promise_type {
    bound get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  ~bound();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
} // namespace app

std::string name();
void use(std::string_view);
void keep(app::bound<int> t);
void keep(co::task<int> t);

// The contract is declared: the callers are told, and clang warns them.
app::bound<int> counted(const std::string &key) {
  co_await co::yield();
  use(key);
  co_return 1;
}
co::task<int> marked(const std::string &key [[clang::lifetimebound]]) {
  co_await co::yield();
  use(key);
  co_return 1;
}
co::task<int> plain(const std::string &key) {
// CHECK-MESSAGES: :[[@LINE-1]]:40: warning: reference parameter 'key' is used after coroutine 'plain' was suspended, but a call binds a temporary to it and hands the task on [async-dangling-parameter]
  co_await co::yield();
  use(key);
  co_return 1;
}
// The author takes the contract back: nobody is told.
[[clang::coro_disable_lifetimebound]] app::bound<int>
trusted(const std::string &key) {
  co_await co::yield();
  use(key);
  co_return 1;
}

void keeps() {
  keep(counted(name()));
  keep(marked(name()));
  keep(plain(name()));
  keep(trusted(name()));
}
