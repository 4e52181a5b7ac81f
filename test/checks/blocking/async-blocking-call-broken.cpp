// async-tidy: expect-errors
// Code as it looks while someone types.
#include "task.h"

#include <chrono>
#include <thread>

co::task<> half_typed() {
  std::this_thread::sleep_for(undeclared);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'half_typed': it sleeps [async-blocking-call]
  missing_function(1, 2);
  int x = co_await ;
  co_return;
}
co::task<> no_end() {
  if (
