// Functions without a visible body that can only wait for the task they get.
#include "task.h"

#include <optional>
#include <string>
#include <tuple>

namespace rt {
template <class T> T run(co::task<T> t);
template <class T> T wait_for_it(co::task<T> &&t);
int finish(co::task<int> t);
void spawn(co::task<> t);
template <class T> void post(co::task<T> t);
template <class T> co::task<T> with_deadline(co::task<T> t);
template <class T> std::optional<int> peek(const co::task<T> &t);

/// Starts at the call; the result is fetched or awaited.
template <class T> class future {
public:
  struct promise_type {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T);
    void unhandled_exception() noexcept;
  };
  bool settled() const;
  T get();
  T get(int milliseconds);
  void wait() const;
  future wait_group();
  struct awaiter {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    T await_resume();
  };
  awaiter operator co_await();
};
/// Made by an operation, awaited through an operator; no coroutine returns it.
template <class T> struct shared_future {
  T get() const;
  struct awaiter {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    T await_resume();
  };
  awaiter operator co_await() const;
};
/// An operation with a name for what it reads.
struct operation {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
  int get();
};
struct sender {
  using sender_concept = int;
};
template <class S> std::optional<std::tuple<int>> sync_wait(S s);
template <class S> std::optional<int> completion_of(const S &s);
} // namespace rt

co::task<int> number();
co::task<> work();
rt::future<int> load();

co::task<> functions() {
  rt::run(number());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::run' blocks the thread that runs coroutine 'functions': it waits for a task, which may need this thread [async-blocking-call]
  rt::run(work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::run' blocks the thread that runs coroutine 'functions': it waits for a task, which may need this thread [async-blocking-call]
  rt::wait_for_it(number());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::wait_for_it' blocks the thread that runs coroutine 'functions': it waits for a task, which may need this thread [async-blocking-call]
  rt::finish(number());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::finish' blocks the thread that runs coroutine 'functions': it waits for a task, which may need this thread [async-blocking-call]
  auto fresh = number();
  rt::run(std::move(fresh));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::run' blocks the thread that runs coroutine 'functions': it waits for a task, which may need this thread [async-blocking-call]
  rt::spawn(work());
  rt::post(number());
  co_await rt::with_deadline(number());
  auto t = number();
  rt::peek(t);
}

co::task<> handed_in(co::task<int> finished) {
  // Nothing tells whether this one is done.
  rt::run(std::move(finished));
  co_await co::yield();
}

co::task<> members() {
  int n = load().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: call to 'rt::future::get' blocks the thread that runs coroutine 'members': it waits for a task, which may need this thread [async-blocking-call]
  auto f = load();
  f.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'rt::future::wait' blocks the thread that runs coroutine 'members': it waits for a task, which may need this thread [async-blocking-call]
  n += load().get(5);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: call to 'rt::future::get' blocks the thread that runs coroutine 'members': it waits for a task, which may need this thread [async-blocking-call]
  auto g = load();
  if (g.settled())
    n += g.get();
  else
    n += co_await g;
  auto h = load();
  co_await h;
  n += h.get();
  load().wait_group();
}

rt::shared_future<int> stored();
rt::operation read();
rt::sender just();
co::task<> other_awaitables() {
  stored().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: call to 'rt::shared_future::get' blocks the thread that runs coroutine 'other_awaitables': it waits for a task, which may need this thread [async-blocking-call]
  read().get();
  rt::sync_wait(just());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::sync_wait' blocks the thread that runs coroutine 'other_awaitables': it waits for a task, which may need this thread [async-blocking-call]
  rt::completion_of(just());
  co_await co::yield();
}

#define RUN(x) rt::run(x)
co::task<> in_macro() {
  RUN(number());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'RUN' blocks the thread that runs coroutine 'in_macro': it calls 'rt::run', which waits for a task, which may need this thread [async-blocking-call]
  co_await co::yield();
}

template <class T> co::task<> in_template(T (*make)()) {
  rt::run(make());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'rt::run' blocks the thread that runs coroutine 'in_template': it waits for a task, which may need this thread [async-blocking-call]
  co_await co::yield();
}
template co::task<> in_template(co::task<int> (*)());

int plain() { return rt::run(number()) + load().get(); }

co::task<> through_helper() {
  plain();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'plain' blocks the thread that runs coroutine 'through_helper': it reaches 'rt::run', which waits for a task, which may need this thread [async-blocking-call]
  co_await co::yield();
}

// To take a task is not to wait for it, whatever comes back.
namespace net {
/// Queues what it is given to do until the real one is there.
struct stream {
  void write(int);
};
stream promised(co::task<stream> later);
bool try_push(co::task<bool> &&job);
template <class T> void keep(co::task<T> &&job);
template <class T> std::optional<T> peek(co::task<T> &&job);
/// The name says what the type does not.
stream wait_for(co::task<stream> later);
stream sync_await(co::task<stream> later);
} // namespace net
co::task<net::stream> connect();
co::task<bool> check();
co::task<> takers() {
  net::promised(connect()).write(1);
  net::try_push(check());
  net::keep(check());
  net::peek(check());
  net::wait_for(connect()).write(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'net::wait_for' blocks the thread that runs coroutine 'takers': it waits for a task, which may need this thread [async-blocking-call]
  net::sync_await(connect()).write(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'net::sync_await' blocks the thread that runs coroutine 'takers': it waits for a task, which may need this thread [async-blocking-call]
  co_await co::yield();
}
