// async-tidy: options={async-capturing-lambda.WarnOnAnyCapture: true}
#include "task.h"

co::task<> f(int x) {
  co_await [x]() -> co::task<> { co_await co::delay(x); }();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine lambda has captures, which live in the closure and not in the coroutine [async-capturing-lambda]
  co_await []() -> co::task<> { co_await co::yield(); }();
}
