// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations in the manner of KJ for fixtures, with the shapes of kj/async.h
// of Cap'n Proto: what starts at the call, what a drop cancels. Nothing here
// runs.

#ifndef ASYNC_TIDY_STUBS_KJ_H
#define ASYNC_TIDY_STUBS_KJ_H

#include <coroutine>
#include <cstddef>
#include <exception>

namespace kj {
class Exception {};
class WaitScope {
public:
  unsigned poll(unsigned maxTurnCount = 4294967295u);
};

template <class T = void> class Promise;

namespace _ {
template <class T> struct PromiseAwaiter {
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
template <class Promise, class T> struct CoroutineBase {
  Promise get_return_object();
  std::suspend_never initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
  template <class U> PromiseAwaiter<U> await_transform(kj::Promise<U> &promise);
  template <class U> PromiseAwaiter<U> await_transform(kj::Promise<U> &&promise);
};
template <class Promise, class T> struct Coroutine : CoroutineBase<Promise, T> {
  void return_value(T value);
};
template <class Promise> struct Coroutine<Promise, void> : CoroutineBase<Promise, void> {
  void return_void();
};
} // namespace _

template <class T> class Promise {
public:
  using promise_type = _::Coroutine<Promise, T>;
  Promise(decltype(nullptr));
  Promise(Promise &&) noexcept;
  Promise &operator=(Promise &&);
  ~Promise();
  template <class Func> Promise<> then(Func &&) { return nullptr; }
  Promise<> ignoreResult();
  T wait(WaitScope &scope);
  bool poll(WaitScope &scope);
  Promise eagerlyEvaluate(decltype(nullptr));
  template <class ErrorFunc> Promise eagerlyEvaluate(ErrorFunc &&) { return nullptr; }
  template <class ErrorFunc> void detach(ErrorFunc &&) {}
};

class TaskSet {
public:
  class ErrorHandler {
  public:
    virtual void taskFailed(Exception &&exception) = 0;
  };
  TaskSet(ErrorHandler &errorHandler);
  ~TaskSet() noexcept(false);
  void add(Promise<void> &&promise);
  bool isEmpty();
  Promise<void> onEmpty();
  void clear();
};

template <class Func> Promise<> evalLater(Func &&) { return nullptr; }
template <class Func> Promise<> evalNow(Func &&) { return nullptr; }
} // namespace kj

#endif // ASYNC_TIDY_STUBS_KJ_H
