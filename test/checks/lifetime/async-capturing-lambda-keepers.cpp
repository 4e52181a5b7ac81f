// async-tidy: checks=async-capturing-lambda,async-dangling-argument options={AsyncModelFiles: "%S/joins_model.yaml"}
// Functions and wrappers that keep a closure until its task is done, as a library file says.
#include "task.h"

#include <functional>
#include <string>

void use(int);
namespace app {
template <class F> void later(F) {}
template <class F> void later_kept(F) {}
co::task<> made();
template <class F> struct kept {
  explicit kept(F) {}
  co::task<> operator()() { return made(); }
};
using work = std::function<co::task<>()>;
co::task<> keep(work &&f);
co::task<> with(work &&f);
co::task<> keep(work &&f, const std::string &name);
void store(co::task<>);
} // namespace app

void posted(int n) {
  app::later([n]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: coroutine lambda uses its captures after a suspension, but the function that calls the closure destroys it afterwards [async-capturing-lambda]
    co_await co::yield();
    use(n);
  });
  app::later_kept([n]() -> co::task<> {
    co_await co::yield();
    use(n);
  });
  app::later(app::kept([n]() -> co::task<> {
    co_await co::yield();
    use(n);
  }));
}
co::task<> returned(int n) {
  return app::keep([n]() -> co::task<> {
    co_await co::yield();
    use(n);
  });
}
co::task<> returned_by_others(int n) {
  return app::with([n]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: a temporary is bound to parameter 'f' of coroutine 'with' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
    co_await co::yield();
    use(n);
  });
}
co::task<> only_the_closure(int n) {
  return app::keep(
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: a temporary is bound to parameter 'name' of coroutine 'keep' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
      [n]() -> co::task<> {
        co_await co::yield();
        use(n);
      },
      std::string("x"));
}
co::task<> kept_in_a_local(int n) {
  auto t = app::keep([n]() -> co::task<> {
    co_await co::yield();
    use(n);
  });
  co_await std::move(t);
}
