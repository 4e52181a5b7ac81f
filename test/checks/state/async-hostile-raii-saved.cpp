// Contexts that a library's own coroutines save when they suspend and restore
// when they go on.
#include "frameworks.h"
#include "task.h"

#include <exception>

namespace folly {
class RequestContextScopeGuard {
public:
  RequestContextScopeGuard();
  ~RequestContextScopeGuard();
};
class ShallowCopyRequestContextScopeGuard {
public:
  ShallowCopyRequestContextScopeGuard();
  ~ShallowCopyRequestContextScopeGuard();
};
class hazptr_local {
public:
  ~hazptr_local();
};
} // namespace folly

namespace kj {
template <class T = void> class Promise {
public:
  using promise_type = stub::lazy_promise<Promise>;
  ~Promise();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
class UnwindDetector {
public:
  UnwindDetector();
  ~UnwindDetector();
};
} // namespace kj
class Rollback {
public:
  Rollback() : count(std::uncaught_exceptions()) {}
  ~Rollback() {
    if (std::uncaught_exceptions() > count)
      undo();
  }
  void undo();

private:
  int count;
};

co::task<> own_work();
folly::coro::Task<> work();

folly::coro::Task<> of_the_library() {
  folly::RequestContextScopeGuard guard;
  folly::ShallowCopyRequestContextScopeGuard copy;
  co_await work();
}
folly::coro::Task<> not_saved() {
  folly::hazptr_local pointer; // hostile
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'pointer' lives across a suspension, but its hazard pointer belongs to the thread [async-hostile-raii]
  co_await work();
}
// Nobody restores it for another task type.
co::task<> of_others() {
  folly::RequestContextScopeGuard guard; // hostile
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'guard' lives across a suspension, but it sets the request context of the thread [async-hostile-raii]
  co_await own_work();
}

// Coroutines that stay on their thread count the same exceptions.
kj::Promise<> promised();
kj::Promise<> counts_on_its_thread() {
  kj::UnwindDetector detector;
  Rollback rollback;
  co_await promised();
}
co::task<> counts_anywhere() {
  kj::UnwindDetector detector; // hostile
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'detector' lives across a suspension, but it counts the exceptions in flight on the thread that made it [async-hostile-raii]
  Rollback rollback; // hostile
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'rollback' lives across a suspension, but its destructor compares std::uncaught_exceptions(), which counts for the thread that runs it [async-hostile-raii]
  co_await own_work();
}
