// async-tidy: checks=async-unawaited-local options={async-unawaited-local.TaskTypes: "app::ticket", async-unawaited-local.IgnoreTypes: "app::cheap", async-unawaited-local.VoidCastAllowed: false, async-unawaited-local.ReportEager: false, async-unawaited-local.ReportSomePaths: true}
#include "task.h"

namespace app {
struct ticket {
  int number;
};
struct cheap : co::task<> {};
ticket draw();
cheap try_it();
co::task<> needed();
co::eager<> started();
} // namespace app

co::task<> f(bool stop) {
  auto a = app::draw();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: awaitable 'a' is never awaited: nobody waits for it, and its result and exception are lost [async-unawaited-local]
  auto b = app::try_it();
  auto c = app::needed();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'c' is never awaited: the coroutine never runs [async-unawaited-local]
  (void)c;
  auto d = app::started();
  auto e = app::needed();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'e' is not awaited on every path: on the others the coroutine never runs [async-unawaited-local]
  if (stop)
    co_return;
  co_await e;
}
