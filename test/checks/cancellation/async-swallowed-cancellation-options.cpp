// async-tidy: options={async-swallowed-cancellation.CancellationExceptions: "app::retired", async-swallowed-cancellation.CancellationChecks: "app::asked", async-swallowed-cancellation.AbortedErrorCodes: "app::gone"}
#include "asio.h"
#include "task.h"

using asio::awaitable;

namespace app {
struct retired {};
bool asked();
extern const asio::error_code gone;
} // namespace app

co::task<> work();
awaitable<void> session();
void log(const char *text);

co::task<> goes_on() {
  for (;;) {
    try {
      co_await work();
    } catch (const app::retired &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler swallows cancellation ('app::retired'), and the coroutine goes on [async-swallowed-cancellation]
      log("once more");
    }
  }
}

co::task<> asks() {
  for (;;) {
    try {
      co_await work();
    } catch (const app::retired &) {
      if (app::asked())
        co_return;
    }
  }
}

awaitable<void> tests_the_code() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == app::gone)
        co_return;
      log("once more");
    }
  }
}
