// async-tidy: expect-errors
// Code as it looks while someone types.
#include "task.h"

co::task<> work();
thread_local int depth;
struct Depth {
  Depth() { ++depth; }
  ~Depth() { --depth; }
};
struct Half {
  Half() { ++undeclared; }
  ~Half() { --depth
  // CHECK-FIXES: ~Half() { --depth;
};
co::task<> fine() {
  Depth d;
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'd' lives across a suspension, but it sets the thread-local 'depth' until its destructor runs [async-hostile-raii]
  co_await work();
}
co::task<> broken() {
  Depth d(missing);
  co_await work();
}
co::task<> no_end() {
  Depth d;
  co_await
  // CHECK-FIXES: co_await;
