// async-tidy: options={AsyncModelFiles: "%S/promise_model.yaml"}
// Before somebody has the promise there is no work.
#include "task.h"

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
future ready();
future begin();
void hand_over(promise);
} // namespace app

app::future decided(bool closed) {
  app::promise outcome;
  auto decision = outcome.get_future();
  if (closed)
    return app::ready();
  app::hand_over(outcome);
  return decision;
}
app::future started(bool closed) {
  auto work = app::begin();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: awaitable 'work' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (closed)
    return app::ready();
  return work;
}
