// async-tidy: expect-errors checks=async-dangling-argument,async-dangling-parameter,async-capturing-lambda,async-detached-capture,async-return-local-reference
// Code as it looks while someone types: no crash, and no claim about what is not known.
#include "task.h"

#include <string>

co::task<> send(const std::string &text) {
  co_await co::yield();
  use(text);
}
co::task<> half() {
  co::task<> t = send(undeclared);
  co::task<> u = send("temporary" + );
  auto v = [x]() -> co::task<> { co_await x; }();
  co::task<missing> w = [&]() -> co::task<missing> { co_return 1; }();
  auto y = send("temporary");
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_return undeclared
}
co::task<Missing &> unknown(Missing m) { co_return m; }
