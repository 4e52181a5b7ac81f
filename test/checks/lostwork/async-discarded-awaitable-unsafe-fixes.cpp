// The fix is made only where the coroutine may suspend; elsewhere it is a suggestion, and says what has to be seen to.
#include "task.h"

#include <cerrno>
#include <map>
#include <mutex>
#include <string>
#include <vector>

co::task<> notify();
void use(int);
void use(const std::string &);
thread_local int depth;

struct ticker {
  explicit ticker(int);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

struct service {
  std::mutex mutex;
  std::vector<int> items;
  std::map<int, int> counts;
  int total = 0;

  co::task<> free() {
    notify(); // free
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-FIXES: co_await notify(); // free
    use(total);
    co_return;
  }
  co::task<> locked() {
    std::lock_guard guard(mutex);
    notify(); // locked
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await', but not while 'guard' is held
    co_return;
  }
  co::task<> locked_temporary() {
    std::lock_guard guard(mutex);
    ticker(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: temporary awaitable is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await', but not while 'guard' is held
    co_return;
  }
  co::task<> unlocked() {
    {
      std::lock_guard guard(mutex);
      use(total);
    }
    notify(); // unlocked
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-FIXES: co_await notify(); // unlocked
    co_return;
  }
  co::task<> refers() {
    int &first = items.front();
    notify(); // refers
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await', and take into account that 'items' can change in the meantime
    use(first);
    co_return;
  }
  co::task<> updates() {
    int now = total;
    notify(); // updates
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await', and take into account that 'total' can change in the meantime
    total = now + 1;
    co_return;
  }
  co::task<> fills() {
    if (counts.empty()) {
      notify(); // fills
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: await it with 'co_await', and take into account that 'counts' can change in the meantime
      counts[1] = 1;
    }
    co_return;
  }
};
co::task<> threads() {
  int &mine = depth;
  notify(); // threads
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await', and get 'mine' again afterwards
  use(mine);
  co_return;
}
co::eager<> borrows(const std::string &name) {
  notify(); // borrows
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await it with 'co_await', and make sure that what 'name' refers to lives that long
  use(name);
  co_return;
}
co::eager<> borrows_before(const std::string &name) {
  use(name);
  notify(); // borrows_before
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await notify(); // borrows_before
  co_return;
}
void closures(int n) {
  auto f = [n]() -> co::eager<> {
    notify(); // closure
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'notify' is discarded: the coroutine never runs [async-discarded-awaitable]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: await it with 'co_await', and make sure that the closure lives that long
    use(n);
    co_return;
  };
  (void)f();
}
