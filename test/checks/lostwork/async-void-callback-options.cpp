// async-tidy: checks=async-void-callback options={async-void-callback.TaskTypes: "app::ticket", async-void-callback.IgnoreTypes: "app::cheap", async-void-callback.IgnoreSinks: "app::idle", async-void-callback.ReportEager: false, async-void-callback.CheckFunctions: false}
#include "task.h"

#include <functional>
#include <thread>
#include <utility>

namespace app {
/// Awaitable in ways that no declaration tells.
struct ticket {
  int number;
};
struct cheap : co::task<> {};
ticket draw();
cheap try_it();
co::task<> needed();
co::eager<> started();
/// Runs the tasks of its callables.
template <class Signature> class idle {
public:
  idle() = default;
  template <class F> idle(F) {}
  void operator()() const;
};
template <> class idle<void()> {
public:
  template <class F> idle(F) {}
  void operator()() const;
};
} // namespace app

void given(std::function<void()> f);

void f() {
  given([] { return app::draw(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'std::function<void ()>' drops the awaitable that this callable returns: nobody waits for it, and its result and exception are lost [async-void-callback]
  given([] { return app::try_it(); });
  given([] { return app::needed(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'std::function<void ()>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  given([] { return app::started(); });
  app::idle<void()> quiet = [] { return app::needed(); };
  quiet();
  std::thread t([] { return app::needed(); });
  t.join();
}
