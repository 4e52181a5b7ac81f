// async-tidy: checks=async-capturing-lambda,async-dangling-argument options={AsyncModelFiles: "%S/joins_model.yaml"}
// Functions and wrappers that keep a closure until its task is done, as a library file says.
#include "task.h"

#include <functional>
#include <string>

void use(int);
namespace app {
void later(std::function<co::task<>()>);
void later_kept(std::function<co::task<>()>);
template <class F> struct kept {
  explicit kept(F);
  co::task<> operator()();
};
template <class F> co::task<> keep(F &&f);
template <class F> co::task<> with(F &&f);
template <class F> co::task<> keep(F &&f, const std::string &name);
void store(co::task<>);
} // namespace app

void posted(int n) {
  app::later([n]() -> co::task<> {
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
    co_await co::yield();
    use(n);
  });
}
co::task<> only_the_closure(int n) {
  return app::keep(
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
