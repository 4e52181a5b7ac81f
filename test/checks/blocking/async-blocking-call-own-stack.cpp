// async-tidy: options={AsyncModelFiles: "%S/stack_model.yaml"}
// seastar::async gives its callable a stack, but no thread: what blocks there blocks the shard. The waits of
// Seastar's own futures only change stacks.
#include "task.h"

#include <chrono>
#include <functional>
#include <thread>
#include <unistd.h>

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
};
struct thread_attributes {};
future<> made();
template <class F> future<> async(F &&) { return made(); }
template <class F> future<> async(thread_attributes, F &&) { return made(); }
class thread {
public:
  thread() = default;
  template <class F> explicit thread(F) {}
  future<> join();
};
future<int> load();
} // namespace seastar
namespace app {
struct fiber {
  explicit fiber(std::function<void()>);
};
struct result {
  int get();
};
result begin();
} // namespace app

using namespace std::chrono_literals;
using seastar::future;

int load_now() { return seastar::load().get(); }
void nap() { std::this_thread::sleep_for(1ms); }
void load_and_nap() {
  load_now();
  nap();
}

future<> waits() {
  co_await seastar::async([] {
    seastar::load().get();
    seastar::load().wait();
    load_now();
  });
  co_await seastar::async(seastar::thread_attributes(), [] { load_now(); });
  seastar::thread t([] { load_now(); });
  co_await t.join();
  app::fiber([] { app::begin().get(); });
}
future<> blocks(char *b) {
  co_await seastar::async([] { std::this_thread::sleep_for(1ms); });
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the callable passed to 'seastar::async' blocks the thread that runs coroutine 'blocks': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_await seastar::async(seastar::thread_attributes(), [b] { ::read(0, b, 1); });
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the callable passed to 'seastar::async' blocks the thread that runs coroutine 'blocks': it reaches 'read', which waits for a file [async-blocking-call]
  co_await seastar::async([] { load_and_nap(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the callable passed to 'seastar::async' blocks the thread that runs coroutine 'blocks': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  seastar::thread t([] {
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the callable passed to 'seastar::thread' blocks the thread that runs coroutine 'blocks': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
    load_now();
    nap();
  });
  co_await t.join();
  app::fiber([] { nap(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable passed to 'app::fiber' blocks the thread that runs coroutine 'blocks': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
}
// A coroutine has no stack to change to.
future<> in_coroutine() {
  load_now();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'load_now' blocks the thread that runs coroutine 'in_coroutine': it reaches 'seastar::future::get', which waits for another thread or an event [async-blocking-call]
  seastar::load().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: call to 'seastar::future::get' blocks the thread that runs coroutine 'in_coroutine': it waits for another thread or an event [async-blocking-call]
  app::begin().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: call to 'app::result::get' blocks the thread that runs coroutine 'in_coroutine': it waits for another thread or an event [async-blocking-call]
  co_return;
}
// Another thread is one.
future<> elsewhere() {
  std::thread([] { nap(); }).detach();
  co_return;
}
