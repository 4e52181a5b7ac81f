// async-tidy: checks=async-discarded-awaitable,async-unawaited-local
// Work that is asked about, ended or let go on purpose.
#include <task.h>

#include <future>
#include <memory>
#include <utility>

/// A future of somebody's promise.
template <class T> class Future {
public:
  using promise_type = co::eager<T>::promise_type;
  Future(const Future &);
  ~Future();
  co::awaiter<T> operator co_await() const;
  bool isReady() const;
  bool valid() const;
};
template <class T> class Promise {
public:
  Future<T> getFuture() const;
  void setValue(T);
};
Future<int> begin(int n);
void log(int);

// Queries: to ask a future of somebody else's work loses nothing.
class Cache {
  Promise<int> filled;
  Future<int> first = begin(1);

public:
  Future<int> onFilled() const { return filled.getFuture(); }
  Future<int> onFirst() { return first; }
  Future<int> restart() { return begin(2); }
  Future<int> elsewhere();
};
void asks(Promise<int> &promise, Cache &cache) {
  if (promise.getFuture().isReady())
    log(1);
  while (!cache.onFilled().isReady())
    log(2);
  bool both = cache.onFirst().isReady() && promise.getFuture().valid();
  auto seen = promise.getFuture();
  if (seen.isReady())
    log(both);
}
void starts(Promise<int> &promise, Cache &cache) {
  if (begin(1).isReady())
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'begin' is only tested and then destroyed: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
    log(1);
  if (cache.restart().isReady())
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'restart' is only tested and then destroyed: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
    log(2);
  if (cache.elsewhere().isReady())
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task returned by 'elsewhere' is only tested and then destroyed: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
    log(3);
  auto own = begin(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'own' is never awaited: it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (own.isReady())
    log(4);
  promise.getFuture();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'getFuture' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}

// Functions that end what they are given.
template <class T> Future<T> dropped(Future<T> &&future);
template <class T> void ignore(Future<T> future) {}
void forget(Future<int> future);
void swallow(Future<int> unused) {}
void takes(Future<int> unused) { log(1); }
// CHECK-MESSAGES: :[[@LINE-1]]:24: warning: task parameter 'unused' is never awaited: it runs unobserved, and its result and exception are lost [async-unawaited-local]
co::task<int> discard(co::task<int> work);
co::task<int> lazy(int n);
void ended() {
  dropped(begin(1));
  ignore(begin(2));
  forget(begin(3));
  swallow(begin(4));
  std::ignore = begin(5);
  auto named = begin(6);
  dropped(std::move(named));
  discard(lazy(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'discard' is discarded: the coroutine never runs [async-discarded-awaitable]
}

// Signatures that say that the work goes on alone.
struct Uncancellable {};
struct Background {
  int priority;
};
Future<int> flush(Uncancellable, int n);
Future<int> sweep(int n, Uncancellable = {});
Future<int> paint(Background where);
co::task<int> late(Uncancellable);
void by_design() {
  flush({}, 1);
  sweep(2);
  auto kept = flush(Uncancellable(), 3);
  paint({4});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'paint' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  late({});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'late' is discarded: the coroutine never runs [async-discarded-awaitable]
}
struct DetachedTask : Future<void> {
  using promise_type = co::eager<>::promise_type;
};
DetachedTask run_alone();
void by_type() { run_alone(); }
