// async-tidy: expect-errors
// After twenty errors clang stops by default, and what follows would be missing.
#include "task.h"

#include <chrono>
#include <thread>

int bad0 = undeclared;
int bad1 = undeclared;
int bad2 = undeclared;
int bad3 = undeclared;
int bad4 = undeclared;
int bad5 = undeclared;
int bad6 = undeclared;
int bad7 = undeclared;
int bad8 = undeclared;
int bad9 = undeclared;
int bad10 = undeclared;
int bad11 = undeclared;
int bad12 = undeclared;
int bad13 = undeclared;
int bad14 = undeclared;
int bad15 = undeclared;
int bad16 = undeclared;
int bad17 = undeclared;
int bad18 = undeclared;
int bad19 = undeclared;
int bad20 = undeclared;
int bad21 = undeclared;
int bad22 = undeclared;
int bad23 = undeclared;
int bad24 = undeclared;
int bad25 = undeclared;
int bad26 = undeclared;
int bad27 = undeclared;
int bad28 = undeclared;
int bad29 = undeclared;

co::task<> behind_the_errors() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'behind_the_errors': it sleeps [async-blocking-call]
  co_return;
}
