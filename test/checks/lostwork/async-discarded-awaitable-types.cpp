// How a type is known to be awaitable, and what is not.
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <utility>

namespace member_rvalue {
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  ~task();
  auto operator co_await() && noexcept { return std::suspend_always(); }
  std::suspend_always operator co_await() & = delete;
};
task f();
task use() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await f();
}
} // namespace member_rvalue

namespace member_lvalue_only {
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  ~task();
  std::suspend_always operator co_await() &;
};
task f();
task use() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_return;
}
} // namespace member_lvalue_only

namespace free_operator {
struct op {
  int fd;
};
std::suspend_always operator co_await(op &&);
template <class T> struct read {
  T buffer;
};
template <class T> std::suspend_always operator co_await(read<T>);
struct hidden {
  friend std::suspend_always operator co_await(hidden) { return {}; }
};
op accept_one();
read<int> read_some();
hidden secret();
void use() {
  accept_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'accept_one' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  read_some();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'read_some' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  secret();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'secret' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
}
} // namespace free_operator

std::suspend_always operator co_await(std::chrono::milliseconds);
template <class T> struct future_awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
template <class T> future_awaiter<T> operator co_await(std::future<T> &&);
std::chrono::milliseconds elapsed();
std::future<int> legacy();
void global_operators() {
  elapsed();
  legacy();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'legacy' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
}

namespace self_awaiter {
template <class T> struct task {
  struct promise_type;
  std::coroutine_handle<promise_type> h;
  ~task();
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return h; }
  T await_resume();
};
template <class T> struct task<T>::promise_type {
  task get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_value(T);
  void unhandled_exception();
};
task<int> f();
task<int> g() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_return co_await f();
}
} // namespace self_awaiter

namespace only_transformed {
/// Nothing but the promise knows how to await the task, or a sleep.
struct sleep_for {
  int milliseconds;
};
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always await_transform(task &&);
    std::suspend_always await_transform(sleep_for);
    std::suspend_always await_transform(std::chrono::milliseconds);
  };
};
task f();
sleep_for nap(int n);
std::chrono::milliseconds timeout();
task use() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  nap(10);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'nap' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  sleep_for{3};
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: temporary awaitable is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await sleep_for{3};
  timeout();
  co_await nap(10);
  co_await f();
}
void outside() { nap(10); }
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: awaitable returned by 'nap' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
// CHECK-FIXES: co_await co_await make_result();
} // namespace only_transformed

namespace generic_transform {
template <class T> struct task {
  struct promise_type;
  std::coroutine_handle<promise_type> h;
  ~task();
};
template <class T> struct task<T>::promise_type {
  task get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_value(T);
  void unhandled_exception();
  template <class A> std::suspend_always await_transform(A &&);
};
task<int> f();
task<int> use() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await f();
  co_return 1;
}
} // namespace generic_transform

namespace traits {
struct job {
  ~job();
};
template <class T> struct typed {
  ~typed();
};
struct promise {
  job get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void return_void();
  void unhandled_exception();
};
template <class T> struct typed_promise : promise {
  typed<T> get_return_object();
};
} // namespace traits
template <class... A> struct std::coroutine_traits<traits::job, A...> {
  using promise_type = traits::promise;
};
template <class T, class... A>
struct std::coroutine_traits<traits::typed<T>, A...> {
  using promise_type = traits::typed_promise<T>;
};
namespace traits {
job f();
typed<int> g();
void use() {
  f();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'f' is discarded: the coroutine never runs [async-discarded-awaitable]
  g();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'g' is discarded: the coroutine never runs [async-discarded-awaitable]
}
} // namespace traits

namespace senders {
struct sender_t {};
struct just {
  using sender_concept = sender_t;
  int value;
};
struct old_style {
  using is_sender = void;
};
just make(int);
just operator|(just, int);
old_style old();
void use() {
  make(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: sender returned by 'make' is discarded: the operation never starts [async-discarded-awaitable]
  make(1) | 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: sender returned by 'operator|' is discarded: the operation never starts [async-discarded-awaitable]
  old();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: sender returned by 'old' is discarded: the operation never starts [async-discarded-awaitable]
}
} // namespace senders

namespace eager_types {
/// Starts on an executor: nobody has to await it for that.
struct executor {
  void post(std::coroutine_handle<>);
};
executor &pool();
struct scheduled {
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { pool().post(h); }
  void await_resume() noexcept {}
};
struct remembered {
  std::coroutine_handle<> self;
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { self = h; }
  void await_resume() noexcept {}
};
struct derived : std::suspend_always {
  void await_resume() {}
};
template <class Initial> struct task {
  struct promise_type {
    task get_return_object();
    Initial initial_suspend() noexcept { return Initial{}; }
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  std::suspend_always operator co_await();
};
task<scheduled> on_pool();
task<remembered> kept();
task<derived> lazy();
task<std::suspend_never> now();
void use() {
  on_pool();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'on_pool' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  kept();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'kept' is discarded: the coroutine never runs [async-discarded-awaitable]
  lazy();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'lazy' is discarded: the coroutine never runs [async-discarded-awaitable]
  now();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'now' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
}
} // namespace eager_types

namespace shared_handle {
/// Hot, reference-counted, in the manner of C++/WinRT.
struct action {
  struct promise_type {
    action get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  std::shared_ptr<int> state;
  void get() const;
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>) const;
  void await_resume() const;
};
action save_async();
void use() {
  save_async();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'save_async' is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  save_async().get();
}
} // namespace shared_handle

namespace not_awaitable {
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception();
    template <class A> void await_transform(A &&) = delete;
  };
  ~generator();
};
/// A coroutine that is driven by hand and owns nothing.
struct fiber {
  struct promise_type {
    fiber get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  std::coroutine_handle<promise_type> h;
};
struct half {
  bool await_ready();
  void await_resume();
};
struct named_await {
  void await();
};
struct incomplete;
template <class T> struct lazy {
  std::function<T()> f;
};
fire_and_forget ping();
generator numbers();
fiber spin();
half one();
named_await two();
incomplete &three();
incomplete *four();
lazy<int> five();
member_rvalue::task *six();
member_rvalue::task &seven();
std::future<int> *eight();
std::coroutine_handle<> nine();
void use() {
  ping();
  numbers();
  spin();
  one();
  two();
  three();
  four();
  five();
  six();
  seven();
  eight();
  nine();
}
} // namespace not_awaitable

namespace await_results {
struct leave_scope {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct enter_scope {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  leave_scope await_resume();
};
struct result;
struct resolve_awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  result await_resume();
};
struct result {
  struct promise_type {
    result get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  std::suspend_always operator co_await();
  resolve_awaiter resolve();
};
enter_scope enter();
resolve_awaiter make_result();
result use(result r) {
  co_await enter();
  co_await r.resolve();
  co_await make_result();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task that co_await yields is discarded: it runs unobserved, and its result and exception are lost [async-discarded-awaitable]
  r.resolve();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'resolve' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
}
} // namespace await_results

namespace nothing_lost {
struct never_gives {
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct never_but_result {
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return 1; }
};
int take_next();
/// Awaiting it does something.
struct never_but_works {
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return take_next(); }
};
struct suspends {
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
std::suspend_never detach();
never_gives close();
never_but_result count();
never_but_works next();
suspends flush();

/// Starts what it holds when nobody has awaited it.
template <class F> struct start_operation {
  F body;
  bool awaited = false;
  void (*submit)(F &&);
  suspends operator co_await() && {
    awaited = true;
    return {};
  }
  ~start_operation() {
    if (!awaited)
      submit(std::move(body));
  }
};
template <class F> start_operation<F> start(F body);
/// Only cleans up.
template <class F> struct lazy_operation {
  F body;
  bool awaited = false;
  suspends operator co_await() && { return {}; }
  ~lazy_operation() { body = F(); }
};
template <class F> lazy_operation<F> prepare(F body);

void drop() {
  detach();
  close();
  count();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'count' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  next();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'next' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  flush();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'flush' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  start(1);
  prepare(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'prepare' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
}
} // namespace nothing_lost
