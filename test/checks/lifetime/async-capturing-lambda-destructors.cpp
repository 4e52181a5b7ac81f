// Whether a coroutine goes on when its task is dropped is read from the
// destructors of the task.
#include "task.h"

#include <memory>
#include <string>

void use(const std::string &);

namespace {

template <class Task> struct base_promise {
  std::coroutine_handle<> waiter;
  bool detached = false;
  std::suspend_never initial_suspend() noexcept { return {}; }
  struct last {
    bool await_ready() noexcept { return false; }
    template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
      if (h.promise().waiter)
        h.promise().waiter.resume();
      else if (h.promise().detached)
        h.destroy();
    }
    void await_resume() noexcept {}
  };
  last final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { std::terminate(); }
};
template <class Promise> struct base_task {
  std::coroutine_handle<Promise> h;
  explicit base_task(std::coroutine_handle<Promise> h) : h(h) {}
  base_task(base_task &&o) noexcept : h(std::exchange(o.h, {})) {}
  bool await_ready() const { return h.done(); }
  void await_suspend(std::coroutine_handle<> c) { h.promise().waiter = c; }
  void await_resume() {}
};

} // namespace

#define TASK(NAME)                                                             \
  struct NAME;                                                                 \
  struct NAME##_promise : base_promise<NAME> {                                 \
    NAME get_return_object();                                                  \
  };                                                                           \
  struct NAME : base_task<NAME##_promise> {                                    \
    using promise_type = NAME##_promise;                                       \
    using base_task::base_task;                                                \
    NAME(NAME &&) = default;                                                   \
    ~NAME();                                                                   \
    void let_go();                                                             \
  };                                                                           \
  NAME NAME##_promise::get_return_object() {                                   \
    return NAME(std::coroutine_handle<NAME##_promise>::from_promise(*this));   \
  }

TASK(runs_on)
runs_on::~runs_on() {
  if (h) {
    if (h.done())
      h.destroy();
    else
      h.promise().detached = true;
  }
}
TASK(runs_on_early)
runs_on_early::~runs_on_early() {
  if (!h)
    return;
  if (!h.done()) {
    h.promise().detached = true;
    return;
  }
  h.destroy();
}
TASK(runs_on_helper)
void runs_on_helper::let_go() {
  if (h && h.done())
    h.destroy();
}
runs_on_helper::~runs_on_helper() { let_go(); }
TASK(flagged)
flagged::~flagged() {
  if (h)
    h.promise().detached = true;
}
TASK(owns)
owns::~owns() {
  if (h)
    h.destroy();
}
TASK(owns_after_check)
owns_after_check::~owns_after_check() {
  if (h != nullptr && !h.done())
    h.destroy();
}
TASK(opaque)
void look(void *);
opaque::~opaque() { let_go(); }
bool chosen();
TASK(depends)
depends::~depends() {
  if (chosen())
    h.destroy();
}

template <class Task> void drop(std::string name) {
  [name]() -> Task {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    co_await co::yield();
    use(name);
  }();
}
template void drop<runs_on>(std::string);

void early(std::string name) {
  [name]() -> runs_on_early {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension
    co_await co::yield();
    use(name);
  }();
}
void helper(std::string name) {
  [name]() -> runs_on_helper {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension
    co_await co::yield();
    use(name);
  }();
}
void flag(std::string name) {
  [name]() -> flagged {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine lambda uses its captures after a suspension
    co_await co::yield();
    use(name);
  }();
}
void owned(std::string name) {
  [name]() -> owns {
    co_await co::yield();
    use(name);
  }();
  [name]() -> owns_after_check {
    co_await co::yield();
    use(name);
  }();
}
void not_known(std::string name) {
  [name]() -> opaque {
    co_await co::yield();
    use(name);
  }();
  [name]() -> depends {
    co_await co::yield();
    use(name);
  }();
}
