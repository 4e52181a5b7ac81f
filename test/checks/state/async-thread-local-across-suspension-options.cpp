// async-tidy: options={async-thread-local-across-suspension.SingleThreaded: true, async-thread-local-across-suspension.StaticBufferFunctions: "my::text", async-thread-local-across-suspension.ErrorStateFunctions: "my::last_error"}
#include "task.h"

namespace my {
const char *text(int);
int last_error();
void call();
} // namespace my
co::task<> work();
void use(int);
void use(const char *);
thread_local int value;

co::task<> one_thread() {
  int &v = value;
  co_await work();
  use(v);
}
co::task<> buffer() {
  const char *t = my::text(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 't' points to a buffer of 'text' that the next call reuses, and is used after a suspension [async-thread-local-across-suspension]
  co_await work();
  use(t);
}
co::task<> error() {
  my::call();
  co_await work();
  use(my::last_error());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'last_error' is read after a suspension, so it says nothing about the calls before it [async-thread-local-across-suspension]
  my::call();
  use(my::last_error());
}
