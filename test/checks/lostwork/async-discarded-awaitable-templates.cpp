// Templates, macros and default arguments: reported once, where the reader edits.
#include "task.h"

#include <functional>
#include <string>

co::task<> save(int n);
template <class T> co::task<T> load(T key);
template <class T> co::task<> overloaded(T);
co::task<> overloaded(int);
int overloaded_mixed(int);
template <class T> co::task<> overloaded_mixed(T);

template <class T> co::task<> pattern(T x) {
  save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await save(1);
  ::load(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'load' is discarded: the coroutine never runs [async-discarded-awaitable]
  ::overloaded(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'overloaded' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await ::overloaded(x);
  ::overloaded_mixed(x);
  x.refresh();
  co_await x.refresh();
  co_await load(x);
}
struct lazy_source {
  co::task<> refresh();
};
struct plain_source {
  void refresh();
};
template <class T> co::task<> only_instantiated(T x) {
  x.refresh();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'refresh' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_return;
}
/// Argument-dependent lookup may find other functions in instances.
template <class T> co::task<> not_instantiated(T x) {
  load(x);
  overloaded(x);
  co_await load(x);
}
template <class T> co::task<> instantiated(T x) {
  load(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'load' is discarded: the coroutine never runs [async-discarded-awaitable]
  overloaded(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'overloaded' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await load(x);
}
template <class T> co::task<> never_a_task(T x) {
  if constexpr (requires { x.refresh().nothing(); })
    x.refresh();
  co_return;
}
co::task<> instantiate(lazy_source a, plain_source b) {
  co_await instantiated(1);
  co_await only_instantiated(b);
  co_await only_instantiated(a);
  co_await only_instantiated(a);
  co_await never_a_task(a);
}

template <class T> struct service {
  co::task<T> get();
  co::task<> refresh() {
    get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'get' is discarded: the coroutine never runs [async-discarded-awaitable]
    this->get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'get' is discarded: the coroutine never runs [async-discarded-awaitable]
    co_await this->get();
  }
  void destroy() { other<int>(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: task returned by 'other' is discarded: the coroutine never runs [async-discarded-awaitable]
  template <class U> co::task<U> other();
};
template struct service<int>;
template <class T> struct never_instantiated {
  co::task<T> get();
  void f() { get(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: task returned by 'get' is discarded: the coroutine never runs [async-discarded-awaitable]
};

/// A helper that calls what it is given and drops the result.
template <class F> void call(F f) { f(); }
// CHECK-MESSAGES: :[[@LINE-1]]:37: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
template <class F> void call_twice(F &&f) {
  std::forward<F>(f)();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  std::invoke(f);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'invoke' is discarded: the coroutine never runs [async-discarded-awaitable]
}
void callers() {
  call([] { return 1; });
  call([]() -> co::task<> { co_return; });
  call_twice([] { return save(1); });
  auto generic = []<class F>(F f) { f(); };
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  generic([] {});
  generic([] { return save(2); });
}

#define SAVE(n) save(n)
#define STATEMENT(e)                                                           \
  do {                                                                         \
    e;                                                                         \
  } while (0)
#define IGNORE(e) (void)(e)
co::task<> macros() {
  SAVE(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  STATEMENT(save(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  STATEMENT(co_await save(3));
  IGNORE(save(4));
  co_await SAVE(5);
}

int with_default(int n = (save(9), 1));
// CHECK-MESSAGES: :[[@LINE-1]]:27: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
co::task<> default_arguments() {
  with_default();
  co_return;
}
