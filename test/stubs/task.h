// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small coroutine types for fixtures. No library file names them: what
// async-tidy knows of them it has read from these declarations.

#ifndef ASYNC_TIDY_STUBS_TASK_H
#define ASYNC_TIDY_STUBS_TASK_H

#include <coroutine>
#include <exception>
#include <utility>

namespace co {

namespace detail {

/// Resumes the awaiting coroutine, if there is one.
struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
    auto next = h.promise().continuation;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

template <class Initial> struct promise_base {
  std::coroutine_handle<> continuation;
  std::exception_ptr error;
  Initial initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
};

template <class T> struct storage {
  T *value = nullptr;
  void return_value(T v) { value = new T(std::move(v)); }
  T take() { return std::move(*value); }
};
template <> struct storage<void> {
  void return_void() noexcept {}
  void take() noexcept {}
};

/// A move-only task; Initial decides whether it starts at the call.
template <class T, class Initial> class basic_task {
public:
  struct promise_type : promise_base<Initial>, storage<T> {
    basic_task get_return_object() {
      return basic_task(handle::from_promise(*this));
    }
  };
  using handle = std::coroutine_handle<promise_type>;

  basic_task(basic_task &&o) noexcept : h(std::exchange(o.h, {})) {}
  basic_task &operator=(basic_task &&o) noexcept {
    std::swap(h, o.h);
    return *this;
  }
  ~basic_task() {
    if (h)
      h.destroy();
  }

  struct awaiter {
    handle h;
    bool await_ready() const noexcept { return h.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> c) noexcept {
      h.promise().continuation = c;
      return h;
    }
    T await_resume() {
      if (h.promise().error)
        std::rethrow_exception(h.promise().error);
      return h.promise().take();
    }
  };
  awaiter operator co_await() const noexcept { return {h}; }

private:
  explicit basic_task(handle h) : h(h) {}
  handle h;
};

} // namespace detail

/// Starts when it is awaited.
template <class T = void>
using task = detail::basic_task<T, std::suspend_always>;

/// Runs at the call up to its first suspension.
template <class T = void>
using eager = detail::basic_task<T, std::suspend_never>;

/// Runs at the call and owns itself: dropping it is what it is for. An
/// exception ends the program.
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

/// As fire_and_forget, but an exception vanishes.
struct fire_and_lose {
  struct promise_type {
    fire_and_lose get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};

template <class T> class generator {
public:
  struct promise_type {
    const T *current = nullptr;
    generator get_return_object() {
      return generator(handle::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T &value) noexcept {
      current = &value;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
  using handle = std::coroutine_handle<promise_type>;

  generator(generator &&o) noexcept : h(std::exchange(o.h, {})) {}
  ~generator() {
    if (h)
      h.destroy();
  }

  struct sentinel {};
  struct iterator {
    handle h;
    const T &operator*() const { return *h.promise().current; }
    iterator &operator++() {
      h.resume();
      return *this;
    }
    bool operator==(sentinel) const { return h.done(); }
  };
  iterator begin() {
    h.resume();
    return {h};
  }
  sentinel end() { return {}; }

private:
  explicit generator(handle h) : h(h) {}
  handle h;
};

/// An awaiter that suspends.
template <class T = void> struct awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() const;
};

/// An awaiter that never suspends.
struct ready {
  constexpr bool await_ready() const noexcept { return true; }
  constexpr void await_suspend(std::coroutine_handle<>) const noexcept {}
  constexpr void await_resume() const noexcept {}
};

/// Continues later.
awaiter<> yield();
/// Continues after so many milliseconds.
awaiter<> delay(int milliseconds);
/// Runs what the callable makes.
template <class F> task<> invoke(F f) { return f(); }

} // namespace co

#endif // ASYNC_TIDY_STUBS_TASK_H
