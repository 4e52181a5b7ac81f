// async-tidy: options={AsyncModelFiles: "%S/thens_model.yaml"}
// Continuations call their callable and destroy it, whatever task it gave back.
#include "task.h"

#include <string>
#include <utility>

void use(const std::string &);

namespace own {
template <class T> struct future {
  struct promise_type {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception() noexcept;
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume();
  template <class F> future then(F &&) { return *this; }
  template <class F> future with(F &&) { return *this; }
};
template <class F> struct kept {
  F f;
  template <class... A> future<void> operator()(A &&...a) { return f(std::forward<A>(a)...); }
};
template <class F> kept(F) -> kept<F>;
} // namespace own
own::future<void> begin();

struct holder {
  own::future<void> running;
  std::string name;
  void stored(std::string text) {
    running = begin().then([this, text]() -> own::future<void> {
    // CHECK-NOTES: :[[@LINE-1]]:28: warning: coroutine lambda uses its captures after a suspension, but the function that calls the closure destroys it afterwards [async-capturing-lambda]
    // CHECK-NOTES: :[[@LINE+4]]:11: note: a capture is used here after the coroutine was suspended
    // CHECK-NOTES: :[[@LINE-3]]:15: note: the closure is called here
    // CHECK-NOTES: :[[@LINE-4]]:28: note: pass them as parameters
      co_await co::yield();
      use(text);
    });
  }
};
own::future<void> awaited(std::string text) {
  co_await begin().then([text]() -> own::future<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: coroutine lambda uses its captures after a suspension, but the function that calls the closure destroys it afterwards
    try {
      co_await co::yield();
    } catch (...) {
      use(text);
    }
  });
}
own::future<void> right(std::string text) {
  co_await begin().then([text]() -> own::future<void> {
    std::string own = text;
    co_await co::yield();
    use(own);
  });
  co_await begin().then(own::kept([text]() -> own::future<void> {
    co_await co::yield();
    use(text);
  }));
  co_await begin().then([text] { use(text); });
  co_await begin().with([text]() -> own::future<void> {
    co_await co::yield();
    use(text);
  });
}

// Handlers.
own::future<void> after_try(std::string text) {
  co_await begin().then([text]() -> own::future<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: coroutine lambda uses its captures after a suspension
    co_await co::yield();
    try {
      use("a");
    } catch (...) {
      use(text);
    }
  });
  co_await begin().then([text]() -> own::future<void> {
    try {
      use("a");
    } catch (...) {
      use(text);
    }
    co_await co::yield();
  });
}
