// Where `co_await` can be inserted, and where not.
#include "task.h"

co::task<> save(int n);
co::task<int> count();
struct maybe : co::task<bool> {
  explicit operator bool() const;
  bool done() const;
};
maybe exists(int key);
maybe operator||(const maybe &, const maybe &);

co::task<> fixed(int n, co::task<> (*pointer)()) {
  save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await save(1);
  pointer();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by the call is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await pointer();
  // CHECK-FIXES: co_await save(2), co_await count();
  save(2), count();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-MESSAGES: :[[@LINE-2]]:12: warning: task returned by 'count' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: for (co_await save(3); n; co_await save(4))
  for (save(3); n; save(4))
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-MESSAGES: :[[@LINE-2]]:20: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await []() -> co::task<> { co_return; }();
    --n;
  if (n)
    save(5);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-FIXES: co_await save(5);
  exists(1) || exists(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'operator||' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: bool both = co_await exists(5) && co_await exists(6);
  // CHECK-FIXES: co_await (exists(1) || exists(2));
  // CHECK-FIXES: if (co_await exists(3))
  // CHECK-FIXES: while (!co_await exists(4))
  []() -> co::task<> { co_return; }();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  if (exists(3))
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'exists' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
    co_return;
  while (!exists(4))
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: task returned by 'exists' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
    ;
  bool both = exists(5) && exists(6);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: task returned by 'exists' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  // CHECK-MESSAGES: :[[@LINE-2]]:28: warning: task returned by 'exists' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  (void)both;
}

#define SAVE(n) save(n)
struct holder {
  int n = (save(1), 2);
};
co::task<> not_fixed(int n) {
  SAVE(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  n ? save(1) : save(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-MESSAGES: :[[@LINE-2]]:17: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  auto inner = [] { save(3); };
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  inner();
  exists(1).done();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'exists' is only tested and then destroyed: the coroutine never runs [async-discarded-awaitable]
  try {
    co_await save(4);
  } catch (...) {
    save(5);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  }
  holder h;
  (void)h;
}

/// Its promise accepts nothing but its own kind.
struct strict {
  struct promise_type {
    strict get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always await_transform(strict &&);
  };
  ~strict();
};
strict own();
strict in_strict() {
  save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  own();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'own' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await own();
  co_return;
}

struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception();
    template <class A> void await_transform(A &&) = delete;
  };
};
generator in_generator() {
  save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_yield 1;
}
