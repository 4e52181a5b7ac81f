// async-tidy: checks=async-discarded-awaitable,async-blocking-call
// A generator yields values. A task's promise may have a yield_value, too, for errors and for orders to itself.
#include "task.h"

#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace lib {
/// Holds an error and nothing else.
class wrapped_exception {
  std::exception_ptr pointer;
};
class co_error {
public:
  explicit co_error(wrapped_exception e);
  wrapped_exception &exception();

private:
  wrapped_exception inner;
};
struct co_cancelled_t {};
inline constexpr co_cancelled_t co_cancelled;
template <class T> struct outcome {
  std::optional<T> value;
  wrapped_exception error;
};
template <> struct outcome<void> {
  wrapped_exception error;
};
template <class T> struct co_result {
  outcome<T> inner;
};
struct next_frame {
  int count;
};
template <class Self> struct promise_base {
  Self get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception();
};
template <class T> struct value_promise {
  void return_value(T);
  outcome<T> result;
};
template <> struct value_promise<void> {
  void return_void();
  outcome<void> result;
};

/// co_yield co_error(e), co_yield co_result(r) and co_yield co_cancelled end the coroutine.
template <class T = void> struct task {
  struct promise_type : promise_base<task>, value_promise<T> {
    std::suspend_always yield_value(co_error e) {
      this->result.error = std::move(e.exception());
      return this->final_suspend();
    }
    std::suspend_always yield_value(co_result<T> &&r) {
      this->result = std::move(r.inner);
      return this->final_suspend();
    }
    std::suspend_always yield_value(co_cancelled_t) { return this->final_suspend(); }
  };
  std::coroutine_handle<promise_type> handle;
  ~task();
};
/// The same, without bodies.
template <class T = void> struct declared_task {
  struct promise_type : promise_base<declared_task>, value_promise<T> {
    std::suspend_always yield_value(co_error e);
    std::suspend_always yield_value(std::error_code e);
    std::suspend_always yield_value(std::exception_ptr e);
    std::suspend_always yield_value(co_result<T> &&r);
    std::suspend_always yield_value(co_cancelled_t);
  };
  std::coroutine_handle<promise_type> handle;
  ~declared_task();
};
/// A game's task: co_yield next_frame{2} tells the promise when to go on.
struct script {
  struct promise_type : promise_base<script> {
    int wait = 0;
    std::suspend_always yield_value(next_frame f) {
      wait = f.count;
      return {};
    }
    template <class Awaiter>
      requires requires(Awaiter a) { a.await_ready(); }
    Awaiter yield_value(Awaiter a) {
      return a;
    }
    void return_void();
  };
  std::coroutine_handle<promise_type> handle;
  ~script();
};

/// Generators: of what the template says, of a scalar, of an object that is kept.
template <class T> struct generator {
  struct promise_type : promise_base<generator> {
    std::suspend_always yield_value(std::remove_reference_t<T> &value);
    std::suspend_always yield_value(co_error e);
    void return_void();
  };
  std::coroutine_handle<promise_type> handle;
  ~generator();
};
struct line {
  std::string text;
  int number;
};
struct lines {
  struct promise_type : promise_base<lines> {
    std::optional<line> current;
    std::suspend_always yield_value(line l);
    void return_void();
  };
  std::coroutine_handle<promise_type> handle;
  ~lines();
};
struct words {
  struct promise_type;
  std::coroutine_handle<promise_type> handle;
  const std::string *current;
  ~words();
};
struct words::promise_type : promise_base<words> {
  words *owner;
  std::suspend_always yield_value(const std::string &s) {
    owner->current = &s;
    return {};
  }
  void return_void();
};
struct numbers {
  struct promise_type : promise_base<numbers> {
    std::suspend_always yield_value(long);
    void return_void();
  };
  std::coroutine_handle<promise_type> handle;
  ~numbers();
};
/// Of errors, because the template says so.
using failures = generator<std::error_code>;
} // namespace lib

using namespace std::chrono_literals;

lib::task<> fetch();
lib::task<int> number();
lib::declared_task<> declared();
lib::declared_task<std::string> text();
lib::script blink();

lib::task<> uses() {
  fetch();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'fetch' is discarded: the coroutine never runs [async-discarded-awaitable]
  number();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'number' is discarded: the coroutine never runs [async-discarded-awaitable]
  declared();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'declared' is discarded: the coroutine never runs [async-discarded-awaitable]
  text();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'text' is discarded: the coroutine never runs [async-discarded-awaitable]
  blink();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'blink' is discarded: the coroutine never runs [async-discarded-awaitable]
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'uses': it sleeps [async-blocking-call]
  co_return;
}
lib::declared_task<> fails() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'fails': it sleeps [async-blocking-call]
  co_yield lib::co_cancelled;
}
lib::script plays() {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'plays': it sleeps [async-blocking-call]
  co_yield lib::next_frame{2};
  co_yield std::suspend_always();
}
template <class T> lib::task<T> pattern(T t) {
  fetch();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'fetch' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_return t;
}

lib::generator<int> ints();
lib::generator<std::vector<int> &> vectors();
lib::lines read_lines();
lib::words split();
lib::numbers count();
lib::failures errors();
lib::generator<lib::task<>> tasks();
void dropped() {
  ints();
  vectors();
  read_lines();
  split();
  count();
  errors();
  tasks();
}
lib::generator<int> blocks_its_consumer() {
  std::this_thread::sleep_for(1s);
  int n = 1;
  co_yield n;
}
lib::lines blocks_its_consumer_too() {
  std::this_thread::sleep_for(1s);
  co_yield lib::line{"x", 1};
}
