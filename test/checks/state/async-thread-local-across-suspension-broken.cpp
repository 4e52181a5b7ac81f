// async-tidy: expect-errors
// Code as it looks while someone types.
#include "task.h"

co::task<> work();
void use(int);
thread_local int value;
thread_local Missing other;
co::task<> fine() {
  int &v = value;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'v' comes from the thread-local 'value', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(v);
}
co::task<> broken() {
  Missing &v = other;
  co_await work();
  use(v);
  co_await work();
}
co::task<> no_end() {
  int &v = value;
