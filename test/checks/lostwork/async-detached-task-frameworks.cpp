// What the library files say about starting, detaching and joining.
#include "frameworks.h"

cppcoro::task<> cppcoro_work();
coro::task<> libcoro_work();
folly::coro::Task<> folly_work();
async_simple::coro::Lazy<> lazy_work();
void log(const char *text);

cppcoro::task<> joined() {
  cppcoro::async_scope scope;
  scope.spawn(cppcoro_work());
  co_await scope.join();
}
cppcoro::task<> unjoined() {
  cppcoro::async_scope scope;
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'scope' is destroyed without being joined, and the tasks in it run on or end the program [async-detached-task]
  scope.spawn(cppcoro_work());
  co_await cppcoro_work();
}
cppcoro::task<> unused_scope() {
  cppcoro::async_scope scope;
  co_await cppcoro_work();
}
void fill(cppcoro::async_scope &scope);
cppcoro::task<> shared_scope() {
  cppcoro::async_scope scope;
  scope.spawn(cppcoro_work());
  fill(scope);
  co_return;
}
struct owner {
  cppcoro::async_scope scope;
  void start() { scope.spawn(cppcoro_work()); }
};

coro::task<> libcoro_safe() {
  try {
    co_await libcoro_work();
  } catch (const std::exception &e) {
    log(e.what());
  }
}
void libcoro_pool(coro::thread_pool &pool) {
  pool.spawn_detached(libcoro_work());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: an exception that leaves 'libcoro_work' is lost because 'spawn_detached' detaches the task [async-detached-task]
  pool.spawn_detached(libcoro_safe());
}

void folly_start(folly::Executor *executor) {
  folly_work().scheduleOn(executor).start();
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: an exception that leaves 'folly_work' is lost because the handle of the task is dropped [async-detached-task]
  auto future = folly_work().scheduleOn(executor).start();
  (void)future;
  static_cast<void>(folly_work().scheduleOn(executor).start());
  folly_work().scheduleOn(executor).start([]<class R>(R &&result) { log(result.what()); });
  folly_work().scheduleOn(executor).start([]<class R>(R &&) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: an exception that leaves 'folly_work' is lost because the completion handler ignores it [async-detached-task]
}

void lazy_start() {
  lazy_work().start([]<class R>(R &&) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: an exception that leaves 'lazy_work' is lost because the completion handler ignores it [async-detached-task]
  lazy_work().start([](async_simple::Try<void>) { log("done"); });
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: an exception that leaves 'lazy_work' is lost because the completion handler ignores it [async-detached-task]
  lazy_work().start([]<class R>(R &&outcome) { log(sizeof(outcome) ? "a" : "b"); (void)outcome; });
  lazy_work().start([]<class R>(R &&outcome) { R kept = outcome; (void)kept; });
}

winrt::fire_and_forget on_click() { co_await libcoro_work(); }

namespace boost::cobalt {
template <class T = void> class promise {
public:
  using promise_type = stub::lazy_promise<promise>;
  promise(promise &&) noexcept;
  ~promise();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  void operator+() &&;
  void detach();
};
} // namespace boost::cobalt

boost::cobalt::promise<> cobalt_work(bool bad) {
  if (bad)
    throw std::runtime_error("bad");
  co_return;
}
// The exception leaves the event loop, so it is not lost.
void detaches_in_cobalt() {
  +cobalt_work(true);
  cobalt_work(true).detach();
}
