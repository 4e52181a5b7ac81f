// async-tidy: expect-errors
// Code as it looks while someone types.
#include "task.h"

co::task<> save(int n);
template <class T> struct incomplete;
incomplete<int> f();

co::task<> g() {
  save(undeclared);
  save();
  f();
  save(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  save(2
}
co::task<> h() {
  unknown(save(3));
  co::task<> t = unknown_too(save(4));
  save(5);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await
}
co::task<> i() {
  auto t = save(6);
  co_await other(t);
}
