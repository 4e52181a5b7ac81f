// async-tidy: checks=async-discarded-awaitable options={async-discarded-awaitable.TaskTypes: "app::ticket", async-discarded-awaitable.IgnoreTypes: "app::cheap", async-discarded-awaitable.IgnoreCalls: "app::best_effort;app::client::hint", async-discarded-awaitable.VoidCastAllowed: false, async-discarded-awaitable.ReportEager: false}
#include "task.h"

namespace app {
/// Awaitable in ways that no declaration tells.
struct ticket {
  int number;
};
struct cheap : co::task<> {};
ticket draw();
cheap try_it();
co::task<> best_effort();
co::task<> needed();
co::eager<> started();
struct client {
  co::task<> hint();
  co::task<> send();
};
} // namespace app

co::task<> f(app::client c) {
  app::draw();
  app::try_it();
  app::best_effort();
  app::needed();
  app::started();
  c.hint();
  c.send();
  (void)app::needed();
  co_return;
}
