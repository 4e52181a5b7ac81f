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
template <class F> future<> async(F &&);
template <class F> future<> async(thread_attributes, F &&);
class thread {
public:
  thread() = default;
  template <class F> explicit thread(F);
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
  co_await seastar::async(seastar::thread_attributes(), [b] { ::read(0, b, 1); });
  co_await seastar::async([] { load_and_nap(); });
  seastar::thread t([] {
    load_now();
    nap();
  });
  co_await t.join();
  app::fiber([] { nap(); });
}
// A coroutine has no stack to change to.
future<> in_coroutine() {
  load_now();
  seastar::load().get();
  app::begin().get();
  co_return;
}
// Another thread is one.
future<> elsewhere() {
  std::thread([] { nap(); }).detach();
  co_return;
}
