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

/// A lazy task with its own awaiter; Tag makes it one library's.
template <class Self> struct lazy_promise {
  Self get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};

} // namespace stub

namespace cppcoro {
template <class T = void> class task {
public:
  using promise_type = stub::lazy_promise<task>;
  task(task &&) noexcept;
  ~task();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
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
  [[nodiscard]] task<> join();
};
} // namespace cppcoro

namespace coro {
template <class T = void> class task {
public:
  using promise_type = stub::lazy_promise<task>;
  task(task &&) noexcept;
  ~task();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
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
  SemiFuture<T> start() &&;
  template <class Callback> void start(Callback callback) && { callback(outcome()); }

private:
  std::runtime_error outcome();
};
template <class T = void> class Task {
public:
  using promise_type = stub::lazy_promise<Task>;
  Task(Task &&) noexcept;
  ~Task();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
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
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  template <class F> void start(F &&f) { f(Try<T>()); }
};
} // namespace coro
} // namespace async_simple

namespace stdexec {
template <class T = void> class task {
public:
  using promise_type = stub::lazy_promise<task>;
  task(task &&) noexcept;
  ~task();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
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
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
future<> sleep_abortable(int, abort_source &);
} // namespace seastar

#endif // ASYNC_TIDY_STUBS_FRAMEWORKS_H
