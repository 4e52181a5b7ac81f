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
  auto b = app::try_it();
  auto c = app::needed();
  (void)c;
  auto d = app::started();
  auto e = app::needed();
  if (stop)
    co_return;
  co_await e;
}
