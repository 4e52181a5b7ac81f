// Paths from a coroutine to a blocking call through project code.
#include "task.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

inline void pause_here() { std::this_thread::sleep_for(1ms); }
void level2() { pause_here(); }
void level1() { level2(); }

co::task<> through_functions() {
  level1();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'level1' blocks the thread that runs coroutine 'through_functions': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

void even(int n);
void odd(int n) {
  if (n)
    even(n - 1);
}
void even(int n) {
  if (n)
    odd(n - 1);
  else
    pause_here();
}
co::task<> through_recursion() {
  odd(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'odd' blocks the thread that runs coroutine 'through_recursion': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

struct Opens {
  Opens() { pause_here(); }
  explicit Opens(int) {}
};
struct HasOpens {
  Opens o;
  HasOpens() {}
};
struct Closes {
  ~Closes() { pause_here(); }
};
struct HasCloses {
  Closes c;
};
co::task<> constructors_and_destructors() {
  Opens a;
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'Opens' blocks the thread that runs coroutine 'constructors_and_destructors': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  Opens fine(1);
  HasOpens b;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: call to 'HasOpens' blocks the thread that runs coroutine 'constructors_and_destructors': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  Closes c;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'Closes' blocks the thread that runs coroutine 'constructors_and_destructors': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  HasCloses d;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'Closes' blocks the thread that runs coroutine 'constructors_and_destructors': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

struct Number {
  int value;
  Number operator+(Number o) const {
    pause_here();
    return {value + o.value};
  }
  explicit operator bool() const {
    pause_here();
    return value != 0;
  }
};
co::task<int> operators(Number a, Number b) {
  Number sum = a + b;
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: call to 'Number::operator+' blocks the thread that runs coroutine 'operators': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  if (sum)
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: call to 'Number::operator bool' blocks the thread that runs coroutine 'operators': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
    co_return 1;
  co_return 0;
}

co::task<> lambdas() {
  auto named = [] { pause_here(); };
  named();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'named' blocks the thread that runs coroutine 'lambdas': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  [] { pause_here(); }();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to the lambda blocks the thread that runs coroutine 'lambdas': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  auto unused = [] { pause_here(); };
  std::function<void()> wrapped = [] { pause_here(); };
  wrapped();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'wrapped' blocks the thread that runs coroutine 'lambdas': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  void (*pointer)() = &pause_here;
  pointer();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'pause_here' blocks the thread that runs coroutine 'lambdas': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  (void)unused;
  co_return;
}

template <class F> void twice(F f) {
  f();
  f();
}
void run_erased(const std::function<void()> &f) { f(); }
void keep(std::function<void()> f);
std::once_flag once;
co::task<> callables_in_place(std::vector<int> v) {
  twice([] { pause_here(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'twice' blocks the thread that runs coroutine 'callables_in_place': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  run_erased([] { pause_here(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable passed to 'run_erased' blocks the thread that runs coroutine 'callables_in_place': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  std::call_once(once, [] { pause_here(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable passed to 'std::call_once' blocks the thread that runs coroutine 'callables_in_place': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  std::for_each(v.begin(), v.end(), [](int) { pause_here(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable passed to 'std::for_each' blocks the thread that runs coroutine 'callables_in_place': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  keep([] { pause_here(); });
  co_return;
}

co::task<> handed_to_threads() {
  std::thread([] { pause_here(); }).detach();
  std::thread t(level1);
  t.detach();
  co_return;
}

struct Store {
  virtual ~Store() = default;
  virtual void flush() = 0;
};
struct DiskStore : Store {
  void flush() override { pause_here(); }
};
struct Sink {
  virtual ~Sink() = default;
  virtual void put() = 0;
};
struct SlowSink : Sink {
  void put() override { pause_here(); }
};
struct FastSink : Sink {
  void put() override {}
};
co::task<> virtual_calls(Store &only, Sink &several) {
  only.flush();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: call to 'DiskStore::flush' blocks the thread that runs coroutine 'virtual_calls': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  several.put();
  DiskStore known;
  known.flush();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'DiskStore::flush' blocks the thread that runs coroutine 'virtual_calls': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

co::task<> other_coroutine() {
  pause_here();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'pause_here' blocks the thread that runs coroutine 'other_coroutine': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}
co::task<> does_not_report_twice() { co_await other_coroutine(); }

[[clang::annotate("async::blocking")]] void declared_blocking();
[[clang::annotate("async::nonblocking")]] inline void declared_harmless() { pause_here(); }
co::task<> declarations() {
  declared_blocking();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'declared_blocking' blocks the thread that runs coroutine 'declarations': it is declared as blocking [async-blocking-call]
  declared_harmless();
  co_return;
}

void returns_early(bool b) {
  if (b)
    return;
  return;
  pause_here();
}
co::task<> unreachable_in_helper() {
  returns_early(true);
  co_return;
}

struct Lazy {
  int value = (pause_here(), 1);
  Lazy() {}
};
void with_default(int n = (pause_here(), 1));
co::task<> defaults() {
  Lazy l;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: call to 'Lazy' blocks the thread that runs coroutine 'defaults': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  with_default();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'pause_here' blocks the thread that runs coroutine 'defaults': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

// What blocks right before the process ends delays nobody.
[[noreturn]] void fail_with(int);
void log(int severity) {
  if (severity > 4) {
    std::this_thread::sleep_for(1ms);
    std::exit(1);
  }
}
void log_slowly(int severity) {
  if (severity > 4)
    std::this_thread::sleep_for(1ms);
  else
    std::exit(1);
}
void log_and_throw(int severity) {
  if (severity > 4) {
    std::this_thread::sleep_for(1ms);
    fail_with(severity); // may throw
  }
}
void log_each(int severity) {
  while (severity > 4)
    std::this_thread::sleep_for(1ms);
  std::abort();
}
co::task<> logs(bool bad) {
  log(3);
  log_slowly(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'log_slowly' blocks the thread that runs coroutine 'logs': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  log_and_throw(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'log_and_throw' blocks the thread that runs coroutine 'logs': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  log_each(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'log_each' blocks the thread that runs coroutine 'logs': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  if (bad) {
    std::this_thread::sleep_for(1ms);
    std::abort();
  }
  co_return;
}
