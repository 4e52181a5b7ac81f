// What nearly every caller drops is meant to be dropped, if it runs anyway.
// async-tidy: options={AsyncModelFiles: "%S/convention_model.yaml"}
#include "task.h"

#include <functional>
#include <utility>

namespace app {
co::eager<> announce(int);
co::eager<> save(int);
[[nodiscard]] co::eager<> charge(int);
co::task<> prepare(int);
co::eager<> rarely(int);
} // namespace app

void usual() {
  app::announce(1);
  app::announce(2);
  app::announce(3);
  app::announce(4);
}
co::task<> unusual() { co_await app::announce(5); }

// As many use it.
void half() {
  app::save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::save(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
co::task<> other_half() {
  co_await app::save(5);
  co_await app::save(6);
}

// Its author says that nobody may.
void wrong() {
  app::charge(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::charge(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'charge' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}

// Nothing of it ever runs.
void never_runs() {
  app::prepare(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
  app::prepare(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'prepare' is discarded: the coroutine never runs [async-discarded-awaitable]
}

// Too few to tell.
void few() {
  app::rarely(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'rarely' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::rarely(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'rarely' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}

// A notification for those who want it.
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
std::pair<promise, future> make_contract();
void on_done(std::function<void()>);
void run(std::function<void()>);
std::function<void()> kept;

inline future expect() {
  auto [p, f] = make_contract();
  kept = [&p = p] { p.set_value(); };
  return std::move(f);
}
inline future expect_by_promise() {
  promise p;
  future f = p.get_future();
  on_done([p]() mutable { p.set_value(); });
  return f;
}
/// The work is started here, and its failure would be lost.
inline future start() {
  auto [p, f] = make_contract();
  run([&p = p] { p.set_value(); });
  return f;
}
[[nodiscard]] inline future expect_and_look() {
  promise p;
  return p.get_future();
}
} // namespace app
void notifications() {
  app::expect();
  app::expect_by_promise();
  app::start();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'start' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  app::expect_and_look();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'expect_and_look' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
