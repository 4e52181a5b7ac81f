// async-tidy: options={async-blocking-call.Groups: "wait;lock", async-blocking-call.BlockingFunctions: "slow::fetch -> slow::async_fetch;slow::wait", async-blocking-call.AllowedFunctions: "fine::join_all", async-blocking-call.MaxDepth: 2}
#include "task.h"

#include <chrono>
#include <mutex>
#include <thread>

namespace slow {
void fetch();
void wait();
} // namespace slow
namespace fine {
inline void join_all(std::thread &t) { t.join(); }
} // namespace fine
inline void one(std::thread &t) { t.join(); }
inline void two(std::thread &t) { one(t); }

co::task<> f(std::thread &t, std::mutex &m) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  slow::fetch();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'slow::fetch' blocks the thread that runs coroutine 'f': it is listed in 'BlockingFunctions' [async-blocking-call]
  slow::wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'slow::wait' blocks the thread that runs coroutine 'f': it is listed in 'BlockingFunctions' [async-blocking-call]
  fine::join_all(t);
  one(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'one' blocks the thread that runs coroutine 'f': it reaches 'std::thread::join', which waits for another thread or an event [async-blocking-call]
  two(t);
  m.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'std::mutex::lock' blocks the thread that runs coroutine 'f': it waits for a mutex [async-blocking-call]
  m.unlock();
  co_return;
}
