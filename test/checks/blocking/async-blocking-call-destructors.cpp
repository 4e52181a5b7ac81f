// Destructors that wait: for objects that still have something to wait for, and
// not for objects that were awaited, ended or given away before.
#include "task.h"

#include <atomic>
#include <memory>
#include <thread>
#include <utility>

/// An awaitable with a thread behind it.
class Operation {
public:
  explicit Operation(int) {}
  ~Operation() {
    if (thread.joinable())
      thread.join();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    thread = std::thread([h] { h.resume(); });
  }
  int await_resume() const noexcept { return 0; }
  void cancel();

private:
  std::thread thread;
};

/// Not awaitable itself.
class Worker {
public:
  Worker();
  ~Worker() { stop(); }
  void stop() {
    if (thread.joinable())
      thread.join();
  }
  co::task<> async_stop();
  co::task<> schedule();
  void post(int);

private:
  std::thread thread;
};

template <class... T> struct select_awaitable {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
template <class... T> select_awaitable<T...> select(T &...);
void watch(Operation *);
void adopt(Worker &&);

co::task<> waits_in_destructor() {
  Worker w;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'Worker' blocks the thread that runs coroutine 'waits_in_destructor': it reaches 'std::thread::join', which waits for another thread or an event [async-blocking-call]
  w.post(1);
  co_await w.schedule();
}

co::task<> never_awaited() {
  Operation op(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'Operation' blocks the thread that runs coroutine 'never_awaited': it reaches 'std::thread::join', which waits for another thread or an event [async-blocking-call]
  op.cancel();
  co_return;
}

co::task<int> awaited_before() {
  Operation op(1);
  co_return co_await op;
}

co::task<int> awaited_as_temporary() { co_return co_await Operation(1); }

co::task<int> awaited_with_others() {
  Operation a(1), b(2);
  co_return co_await select(a, b);
}

/// Awaitable only for its library, which is told by a trait.
class Traited {
public:
  ~Traited() {
    if (thread.joinable())
      thread.join();
  }

private:
  std::thread thread;
};
template <class T> struct cancellable_awaitable {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
template <class T> cancellable_awaitable<T> cancellable(T &);
co::task<int> awaited_by_its_library() {
  Traited op;
  co_return co_await cancellable(op);
}
co::task<> untouched() {
  Operation op(1); // NOLINT(async-unawaited-local)
  co_return;
}

co::task<> watched_by_others() {
  Operation op(1);
  watch(&op);
  co_return;
}

co::task<> awaited_by_a_closure() {
  Operation op(1);
  auto wait = [&op]() -> co::task<int> { co_return co_await op; };
  co_await wait();
}

co::task<> ended_by_await() {
  Worker w;
  co_await w.schedule();
  co_await w.async_stop();
}

co::task<> ended_by_call() {
  Worker w;
  w.stop();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'Worker::stop' blocks the thread that runs coroutine 'ended_by_call': it reaches 'std::thread::join', which waits for another thread or an event [async-blocking-call]
  co_return;
}

co::task<> given_away() {
  Worker w;
  adopt(std::move(w));
  co_return;
}

/// The destructor detaches what the member's own would join.
struct Detaches {
  std::jthread thread;
  ~Detaches() { thread.detach(); }
};
/// Nobody knows what it does to the thread.
struct EndsElsewhere {
  std::jthread thread;
  ~EndsElsewhere();
};
/// The member's destructor joins.
struct Joins {
  std::jthread thread;
};
struct Asks {
  std::jthread thread;
  std::atomic<bool> ended{false};
  ~Asks() { ended = true; }
};

co::task<> members() {
  Detaches a;
  EndsElsewhere b;
  Joins c;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'std::jthread' blocks the thread that runs coroutine 'members': it waits for another thread or an event [async-blocking-call]
  Asks d;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'std::jthread' blocks the thread that runs coroutine 'members': it waits for another thread or an event [async-blocking-call]
  co_return;
}

/// Resuming another coroutine until it is done runs it; that is not spinning.
struct Manual {
  bool done() const;
  void resume();
};
co::task<> drives(Manual &m, std::atomic<bool> &ready) {
  while (!m.done())
    m.resume();
  while (!ready.load())
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop blocks the thread that runs coroutine 'drives': it spins until something else happens [async-blocking-call]
    std::this_thread::yield();
  co_return;
}
