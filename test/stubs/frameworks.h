// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations in the manner of cppcoro, libcoro, folly::coro, async_simple,
// Seastar, stdexec and C++/WinRT for fixtures: enough to start tasks and to be cancelled.
// Nothing here runs.

#ifndef ASYNC_TIDY_STUBS_FRAMEWORKS_H
#define ASYNC_TIDY_STUBS_FRAMEWORKS_H

#include "task.h"

#include <exception>
#include <memory>
#include <stdexcept>

namespace stub {

/// What a task's `operator co_await` gives.
struct awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

/// The promise of a lazy task.
template <class Self> struct lazy_promise {
  Self get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};

/// One that makes all that it awaits awaitable, its own tasks included.
template <class Self> struct transforming_promise : lazy_promise<Self> {
  template <class Awaitable> awaiter await_transform(Awaitable &&awaitable) noexcept;
};

} // namespace stub

namespace cppcoro {
template <class T = void> class task {
public:
  using promise_type = stub::lazy_promise<task>;
  task(task &&) noexcept;
  ~task();
  stub::awaiter operator co_await() const & noexcept;
  stub::awaiter operator co_await() const && noexcept;
};
class operation_cancelled : public std::exception {};
class cancellation_token {
public:
  bool is_cancellation_requested() const noexcept;
  void throw_if_cancellation_requested() const;
};
class async_scope {
public:
  ~async_scope();
  template <class A> void spawn(A &&) {}
  [[nodiscard]] stub::awaiter join() noexcept;
};
} // namespace cppcoro

namespace coro {
template <class T = void> class task {
public:
  using promise_type = stub::lazy_promise<task>;
  task(task &&) noexcept;
  ~task();
  stub::awaiter operator co_await() const & noexcept;
  stub::awaiter operator co_await() const && noexcept;
};
class thread_pool {
public:
  bool spawn_detached(task<> t) noexcept;
  task<> spawn_joinable(task<> t);
};
} // namespace coro

namespace folly {
class OperationCancelled : public std::exception {};
template <class T = void> class SemiFuture {
public:
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
};
class Executor;
class CancellationToken {
public:
  bool isCancellationRequested() const;
};
namespace coro {
template <class T = void> class TaskWithExecutor {
public:
  stub::awaiter operator co_await() && noexcept;
  SemiFuture<T> start() &&;
  template <class Callback> void start(Callback callback) && { callback(outcome()); }

private:
  std::runtime_error outcome();
};
class co_error {};
/// `co_yield co_error(e)` ends a task: it is no generator.
template <class Self> struct TaskPromise : stub::transforming_promise<Self> {
  std::suspend_always yield_value(co_error) noexcept;
};
template <class T = void> class Task {
public:
  using promise_type = TaskPromise<Task>;
  Task(Task &&) noexcept;
  ~Task();
  TaskWithExecutor<T> scheduleOn(Executor *) &&;
};
} // namespace coro
} // namespace folly

namespace async_simple {
class SignalException : public std::runtime_error {
  using runtime_error::runtime_error;
};
template <class T> class Try {};
namespace coro {
template <class T = void> class Lazy {
public:
  using promise_type = stub::lazy_promise<Lazy>;
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  stub::awaiter operator co_await();
  template <class F> void start(F &&f) { f(Try<T>()); }
};
} // namespace coro
} // namespace async_simple

namespace stdexec {
template <class T = void> class task {
public:
  using promise_type = stub::transforming_promise<task>;
  task(task &&) noexcept;
  ~task();
};
} // namespace stdexec

namespace winrt {
struct hresult_error {};
struct hresult_canceled : hresult_error {};
namespace Windows::Foundation {
struct IAsyncAction {
  struct promise_type {
    IAsyncAction get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
} // namespace Windows::Foundation
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept;
  };
};
} // namespace winrt

namespace seastar {
class abort_requested_exception : public std::exception {};
class sleep_aborted : public std::exception {};
class abort_source {
public:
  bool abort_requested() const noexcept;
  void check();
};
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_type {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
template <class T> stub::awaiter operator co_await(future<T> f) noexcept;
future<> sleep_abortable(int, abort_source &);
} // namespace seastar

#endif // ASYNC_TIDY_STUBS_FRAMEWORKS_H
