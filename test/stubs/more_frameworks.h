// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations in the manner of QCoro, concurrencpp, TooManyCooks, drogon,
// YACLib, KJ and libunifex for fixtures; frameworks.h has the others. Nothing
// here runs.

#ifndef ASYNC_TIDY_STUBS_MORE_FRAMEWORKS_H
#define ASYNC_TIDY_STUBS_MORE_FRAMEWORKS_H

#include "kj.h"

#include <coroutine>
#include <exception>

namespace stub {

template <class Self, class Initial> struct promise_of {
  Self get_return_object();
  Initial initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};
template <class Self> using lazy_promise_of = promise_of<Self, std::suspend_always>;
template <class Self> using eager_promise_of = promise_of<Self, std::suspend_never>;

struct suspending {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

} // namespace stub

namespace QCoro {
template <class T = void> class Task {
public:
  using promise_type = stub::eager_promise_of<Task>;
  ~Task();
  stub::suspending operator co_await() const noexcept;
};
template <class T = void> class LazyTask {
public:
  using promise_type = stub::lazy_promise_of<LazyTask>;
  ~LazyTask();
  stub::suspending operator co_await() const noexcept;
};
template <class T> void waitFor(Task<T> &task) {}
} // namespace QCoro

namespace concurrencpp {
template <class T = void> class result {
public:
  using promise_type = stub::eager_promise_of<result>;
  ~result();
  stub::suspending operator co_await();
  void get();
  void wait();
};
template <class T = void> class lazy_result {
public:
  using promise_type = stub::lazy_promise_of<lazy_result>;
  ~lazy_result();
  stub::suspending operator co_await();
  result<T> run();
};
struct null_result {
  using promise_type = stub::eager_promise_of<null_result>;
};
} // namespace concurrencpp

namespace tmc {
template <class T> class aw_spawn {
public:
  stub::suspending operator co_await() &&;
  void detach() &&;
};
template <class T = void> struct task {
  using promise_type = stub::lazy_promise_of<task>;
  stub::suspending operator co_await() &&;
};
template <class T> aw_spawn<T> spawn(task<T> &&) { return {}; }
} // namespace tmc

namespace drogon {
template <class T = void> struct Task {
  using promise_type = stub::lazy_promise_of<Task>;
  ~Task();
  stub::suspending operator co_await() const noexcept;
};
struct AsyncTask {
  using promise_type = stub::eager_promise_of<AsyncTask>;
};
template <class T> void sync_wait(Task<T> &&) {}
namespace orm {
class DbClient {
public:
  int execSqlSync(const char *query);
};
} // namespace orm
} // namespace drogon

namespace yaclib {
template <class T> class FutureBase {};
template <class T = void> class Future : public FutureBase<T> {
public:
  using promise_type = stub::eager_promise_of<Future>;
  ~Future();
};
template <class T = void> class Task {
public:
  using promise_type = stub::lazy_promise_of<Task>;
  ~Task();
};
template <class T> stub::suspending operator co_await(FutureBase<T> &&future) noexcept;
template <class T> stub::suspending operator co_await(Task<T> &&task) noexcept;
} // namespace yaclib

namespace unifex {
namespace _task {
template <class Task> struct _promise {
  struct type : stub::lazy_promise_of<Task> {
    template <class Awaitable> stub::suspending await_transform(Awaitable &&awaitable) noexcept;
  };
};
template <class T> struct _task {
  struct type {
    using promise_type = typename _promise<type>::type;
    ~type();
  };
};
} // namespace _task
template <class T = void> using task = typename _task::_task<T>::type;
} // namespace unifex

#endif // ASYNC_TIDY_STUBS_MORE_FRAMEWORKS_H
