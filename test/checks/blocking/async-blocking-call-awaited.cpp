// Waiting for what was awaited before, and loops in coroutines that never
// suspend.
#include "asio.h"
#include "task.h"

#include <future>
#include <utility>
#include <vector>

template <class... T> co::task<> when_ready(T &...);
struct Group {
  void add(std::future<int> &);
  co::task<> operator()();
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

co::task<int> awaited(std::future<int> f, std::future<int> other) {
  co_await when_ready(f);
  int sum = std::move(f).get();
  sum += other.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: call to 'std::future::get' blocks the thread that runs coroutine 'awaited': it waits for another thread or an event [async-blocking-call]
  co_return sum;
}
co::task<int> awaited_later(std::future<int> f) {
  int value = f.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::future::get' blocks the thread that runs coroutine 'awaited_later': it waits for another thread or an event [async-blocking-call]
  co_await when_ready(f);
  co_return value;
}
co::task<int> awaited_in_a_group(std::future<int> f) {
  Group group;
  group.add(f);
  co_await group;
  co_return f.get();
}

co::task<> all_of(std::vector<std::future<int>>::iterator,
                  std::vector<std::future<int>>::iterator);
co::task<int> awaited_elements(std::vector<std::future<int>> all) {
  co_await all_of(all.begin(), all.end());
  co_return all[0].get() + std::move(all.back()).get();
}

/// Called as a function by whoever starts it; there is no loop around it.
co::task<> never_suspends(asio::io_context &io) {
  io.run();
  co_return;
}
co::task<> suspends(asio::io_context &io) {
  co_await co::yield();
  io.run();
  // CHECK-MESSAGES: :[[@LINE-1]]:6: warning: call to 'asio::io_context::run' blocks the thread that runs coroutine 'suspends': it runs an event loop inside the one that runs the coroutine [async-blocking-call]
}

void give(std::promise<int>);
co::task<int> made_ready() {
  std::promise<int> p;
  auto f = p.get_future();
  p.set_value(1);
  std::packaged_task<int()> run([] { return 1; });
  auto g = run.get_future();
  run();
  co_await when_ready();
  co_return f.get() + g.get();
}
co::task<int> made_ready_on_some_paths(bool now) {
  std::promise<int> p;
  auto f = p.get_future();
  if (now)
    p.set_value(1);
  else
    give(std::move(p));
  co_await when_ready();
  co_return f.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: call to 'std::future::get' blocks the thread that runs coroutine 'made_ready_on_some_paths': it waits for another thread or an event [async-blocking-call]
}
co::task<int> given_away() {
  std::promise<int> p;
  auto f = p.get_future();
  give(std::move(p));
  co_await when_ready();
  co_return f.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: call to 'std::future::get' blocks the thread that runs coroutine 'given_away': it waits for another thread or an event [async-blocking-call]
}
