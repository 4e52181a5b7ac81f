// async-tidy: checks=async-* expect-gaps
// Functions, lambdas, values and aliases that lead back to themselves.
#include <task.h>

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

co::task<> work();
std::mutex m;

// Functions that call each other, and one that blocks after all.
void even(int n);
void odd(int n) {
  if (n > 0)
    even(n - 1);
}
void even(int n) {
  odd(n - 1);
  std::this_thread::sleep_for(std::chrono::seconds(n));
}
int endless(int n) { return endless(n + 1); }
co::task<> calls(int n) {
  even(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'even' blocks the thread that runs coroutine 'calls': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  endless(n);
  co_await work();
}

// Coroutines that await each other.
co::task<int> pong(int n);
co::task<int> ping(int n) { co_return co_await pong(n - 1); }
co::task<int> pong(int n) {
  auto rest = ping(n - 1);
  co_return co_await rest;
}
co::task<int> never_ends(int n) { co_return co_await never_ends(n); }
co::task<int> throws_round(int n) {
  try {
    co_return co_await throws_round(n - 1);
  } catch (...) {
    throw;
  }
}

// Functions that return what they got from each other.
co::task<int> &there(co::task<int> &t, int n);
co::task<int> &back(co::task<int> &t, int n) { return n ? there(t, n - 1) : t; }
co::task<int> &there(co::task<int> &t, int n) { return n ? back(t, n - 1) : t; }
co::task<int> start();
co::task<int> made_there(int n);
co::task<int> made_here(int n) { return n ? made_there(n - 1) : start(); }
co::task<int> made_there(int n) { return n ? made_here(n - 1) : start(); }
int *pointer_back(std::vector<int> &v, int n);
int *pointer_there(std::vector<int> &v, int n) { return n ? pointer_back(v, n - 1) : &v[0]; }
int *pointer_back(std::vector<int> &v, int n) { return pointer_there(v, n); }
thread_local int slot;
int &slot_back(int n);
int &slot_there(int n) { return n ? slot_back(n - 1) : slot; }
int &slot_back(int n) { return slot_there(n); }
co::task<> results(std::vector<int> &v) {
  made_here(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'made_here' is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await made_here(3);
  auto t = made_there(4);
  there(t, 3);
  auto &again = back(t, 2);
  int *p = pointer_there(v, 1);
  int &s = slot_there(2);
  co_await work();
  co_await again;
  *p = s;
}

// Variables that are made from each other.
struct cycle_of_values {
  int first = second;
  int second = first;
};
extern int left_value;
int right_value = left_value;
int left_value = right_value;
co::task<> values() {
  int &self = self;
  int *one = one;
  bool taken = !taken;
  std::string text = text;
  co::task<> t = std::move(t);
  co_await work();
  self = *one + left_value;
  if (taken)
    co_await t;
  text += text;
}

// Locks that are taken and released round and round.
struct holder {
  std::mutex mutex;
  void take() { retake(); }
  void retake() {
    mutex.lock();
    take();
  }
  void give() { give_back(); }
  void give_back() {
    mutex.unlock();
    give();
  }
};
co::task<> locks(holder &h) {
  h.take();
  co_await work();
  h.give();
}

// Lambdas.
co::task<> lambdas() {
  auto recursive = [](auto &self, int n) -> co::task<> {
    co_await work();
    if (n > 0)
      co_await self(self, n - 1);
    self(self, n);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  };
  co_await recursive(recursive, 3);
  std::function<void(int)> down, up;
  down = [&](int n) { up(n - 1); };
  up = [&](int n) { down(n + 1); };
  down(3);
  auto fixpoint = [](auto f) { return f(f); };
  fixpoint([](auto self) -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await [&]() -> co::task<> {
  // CHECK-FIXES: co_await [&]() -> co::task<> {
  // CHECK-FIXES: co_await [&]() -> co::task<> {
    co_await work();
    self(self);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  });
  [&]() -> co::task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
  // CHECK-FIXES: co_await fixpoint([](auto self) -> co::task<> {
    [&]() -> co::task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
      [&]() -> co::task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by the lambda is discarded: the coroutine never runs [async-discarded-awaitable]
        co_await work();
        down(1);
      }();
      co_await work();
    }();
    co_await work();
  }();
}

// Templates whose calls never end.
template <class T> co::task<> deeper(T t) {
  std::lock_guard l(m);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await deeper(&t);
  ::deeper(&t);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'deeper' is discarded: the coroutine never runs [async-discarded-awaitable]
}
template <class T, class... R> co::task<> each(T &first, R &...rest) {
  std::lock_guard<T> l(first);
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await each(rest...);
  ::each(rest...);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'each' is discarded: the coroutine never runs [async-discarded-awaitable]
}
template <class F> void forward_to(F f) { forward_to([f] { f(); }); }
template <class F> void call(F f) { return call([&f] { return f(); }); }
template <class T> co::task<> forwards(T t) {
  forward_to([&]() -> co::task<> {
    co_await t;
    m.lock();
  });
  call([t]() -> co::task<> { co_await t; });
  co_await call(t);
}
template <int N> int fold() { return N + fold<N - 1>(); }
template <> int fold<0>() {
  m.lock();
  return 0;
}
co::task<> folds() {
  fold<200>();
  co_await work();
}
