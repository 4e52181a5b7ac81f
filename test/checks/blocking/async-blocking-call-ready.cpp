// A future that has its value is not waited for.
#include "task.h"

#include <chrono>
#include <future>
#include <tuple>
#include <utility>
#include <vector>

namespace seastar {
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_type {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  T get();
  void wait();
  bool available() const noexcept;
  bool failed() const noexcept;
  template <class F> future<> then_wrapped(F &&f) { return f(std::move(*this)); }
  template <class F> future<> then(F &&f) { return f(value()); }

private:
  T value();
};
template <class T, class... A> future<T> make_ready_future(A &&...);
template <class... T> future<std::tuple<future<T>...>> when_all(future<T> &&...);
template <class I>
  requires requires(I i) { *i; }
future<std::vector<future<int>>> when_all(I, I);
template <class T> struct as_future_awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  future<T> await_resume();
};
namespace coroutine {
template <class T> as_future_awaiter<T> as_future(future<T> &&);
}
future<int> load();
future<> sync();
future<future<int>> start();
} // namespace seastar

using seastar::future;

future<> awaited_join() {
  auto [a, b] = co_await seastar::when_all(seastar::load(), seastar::sync());
  a.get();
  b.get();
  auto both = co_await seastar::when_all(seastar::load(), seastar::load());
  std::get<0>(both).get();
  std::get<1>(std::move(both)).get();
  std::vector<future<int>> many;
  auto all = co_await seastar::when_all(many.begin(), many.end());
  for (auto &each : all)
    each.get();
  for (auto it = all.begin(); it != all.end(); ++it)
    it->get();
  all[0].get();
  for (auto &&each : co_await seastar::when_all(many.begin(), many.end()))
    each.get();
}
future<> as_future() {
  auto f = co_await seastar::coroutine::as_future(seastar::load());
  if (f.failed())
    co_return;
  f.get();
  (co_await seastar::coroutine::as_future(seastar::load())).get();
}
future<> made_ready(bool cached) {
  seastar::make_ready_future<int>(1).get();
  auto f = seastar::make_ready_future<int>(1);
  f.get();
  auto g = seastar::load();
  if (g.available())
    g.get();
  co_return;
}
future<> continuations() {
  co_await seastar::load().then_wrapped([](future<int> f) -> future<> {
    f.get();
    co_return;
  });
  co_await seastar::when_all(seastar::load(), seastar::load())
      .then([]<class Both>(Both both) -> future<> {
        std::get<0>(both).get();
        co_return;
      });
}
int value_of(future<int> f) { return f.get(); }
future<> in_helper() {
  auto f = co_await seastar::coroutine::as_future(seastar::load());
  value_of(std::move(f));
}

// Nothing says that these are done.
future<> not_ready(bool cached, future<int> given) {
  seastar::load().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  auto f = seastar::load();
  f.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  auto reset = seastar::make_ready_future<int>(1);
  if (!cached)
    reset = seastar::load();
  reset.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  auto started = co_await seastar::start();
  started.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  given.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  value_of(seastar::load());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'value_of' blocks the thread that runs coroutine 'not_ready': it reaches 'seastar::future::get', which waits for another thread or an event [async-blocking-call]
  std::vector<future<int>> many;
  many[0].get();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
  for (auto &each : many)
    each.get();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'not_ready': it waits for another thread or an event [async-blocking-call]
}
future<int> pending();
template <class F> void call_later(F &&f) { (void)f(pending()); }
future<> no_continuation() {
  call_later([](future<int> f) -> future<> {
    f.get();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: call to 'seastar::future::get' blocks the thread that runs this lambda coroutine: it waits for another thread or an event [async-blocking-call]
    co_return;
  });
  co_return;
}
co::task<int> std_futures(std::future<int> f, std::future<int> g) {
  using namespace std::chrono_literals;
  if (f.wait_for(0s) == std::future_status::ready)
    co_return f.get();
  co_return g.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: call to 'std::future::get' blocks the thread that runs coroutine 'std_futures': it waits for another thread or an event [async-blocking-call]
}
