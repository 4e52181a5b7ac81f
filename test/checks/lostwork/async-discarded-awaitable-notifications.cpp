// async-tidy: options={AsyncModelFiles: "%S/promise_model.yaml"}
// Futures that stand for no work: notifications for those who want them.
#include "task.h"

#include <functional>
#include <utility>

namespace app {
struct future {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct promise {
  future get_future();
  void set_value();
};
std::pair<promise, future> make_contract();
void on_done(std::function<void()>);
void run(std::function<void()>);
std::function<void()> kept;

inline future expect() {
  auto [p, f] = make_contract();
  kept = [&p = p] { p.set_value(); };
  return std::move(f);
}
inline future expect_by_promise() {
  promise p;
  future f = p.get_future();
  on_done([p]() mutable { p.set_value(); });
  return f;
}
/// The work is started here, and its failure would be lost.
inline future start() {
  auto [p, f] = make_contract();
  run([&p = p] { p.set_value(); });
  return f;
}
[[nodiscard]] inline future expect_and_look() {
  promise p;
  return p.get_future();
}
} // namespace app
void notifications() {
  app::expect();
  app::expect_by_promise();
  app::start();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::expect_and_look();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'expect_and_look' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
