// async-tidy: checks=async-discarded-awaitable,async-unawaited-local
// Results that coroutines may await are no work: nothing is lost when one is dropped.
#include "task.h"

#include <coroutine>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace lib {
/// The value or the error is in the object; co_await gives one or ends the coroutine with the other.
template <class V, class E> class expected {
public:
  explicit operator bool() const;
  V &operator*();
  V &value();
  E &error();
  struct promise_type {
    expected get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(V);
    void unhandled_exception();
  };

private:
  std::variant<V, E> storage;
};
template <class V, class E> struct expected_awaiter {
  expected<V, E> &e;
  bool await_ready() { return bool(e); }
  void await_suspend(std::coroutine_handle<> h) { h.destroy(); }
  V await_resume() { return std::move(*e); }
};
template <class V, class E> expected_awaiter<V, E> operator co_await(expected<V, E> &&e) { return {e}; }

/// A union in a base class, and a member operator.
template <class T> class storage {
protected:
  union {
    char none;
    T value_;
  };
  bool has = false;
};
template <class T> class maybe : storage<T> {
public:
  bool hasValue() const;
  T &value();
  struct awaiter {
    maybe &m;
    bool await_ready() const { return m.hasValue(); }
    void await_suspend(std::coroutine_handle<> h) { h.destroy(); }
    T await_resume() { return m.value(); }
  };
  awaiter operator co_await() { return {*this}; }
};
/// No template, and it converts to bool.
struct parsed {
  std::string text;
  std::exception_ptr error;
  explicit operator bool() const;
  std::string &operator*();
  co::awaiter<> operator co_await() const;
};
/// The awaiter is always ready and gives what the object has.
template <class T> struct ready_value {
  T v;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() noexcept { return std::move(v); }
};
template <class T> struct just {
  T v;
  ready_value<T> operator co_await() && { return {std::move(v)}; }
};

// Work: a coroutine, a share in a state, something to call, an operation.
template <class T> class future {
public:
  explicit operator bool() const; // is there a state?
  T &value();
  co::awaiter<T> operator co_await();

private:
  std::shared_ptr<std::optional<T>> state;
};
template <class T> class checked_task {
public:
  struct promise_type {
    checked_task get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T);
    void unhandled_exception();
  };
  ~checked_task();
  explicit operator bool() const;
  T &operator*();
  co::awaiter<T> operator co_await();

private:
  std::coroutine_handle<promise_type> handle;
  std::optional<T> result;
};
template <class T, class F> class deferred {
public:
  bool has_value() const;
  T &value();
  co::awaiter<T> operator co_await();

private:
  F function;
  std::optional<T> result;
};
template <class T> class polled {
public:
  bool has_value() const;
  T &value();
  bool is_ready() const;
  co::awaiter<T> operator co_await();

private:
  std::optional<T> result;
};
struct read_op {
  std::optional<int> result;
  explicit operator bool() const;
  int &operator*();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
/// Always ready, but awaiting it does something.
struct take_lock {
  int *owner;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() noexcept { return ++*owner; }
};
} // namespace lib

struct error {
  int code;
};
lib::expected<int, error> parse(const char *);
lib::expected<std::unique_ptr<int>, error> own();
lib::maybe<int> find();
lib::parsed text();
lib::ready_value<int> at_once();
lib::just<std::string> name();

lib::expected<int, error> chain() {
  int n = co_await parse("1");
  parse("2");
  own();
  auto kept = parse("3");
  co_return n;
}
void values() {
  parse("1");
  own();
  find();
  text();
  at_once();
  name();
  if (!parse("2"))
    return;
  auto e = parse("3");
  auto m = find();
}
template <class T> void in_a_pattern(T) {
  parse("1");
  find();
}

inline auto callable = [] { return 1; };
lib::future<int> later();
lib::checked_task<int> task();
lib::deferred<int, decltype(callable)> lazily();
lib::polled<int> poll();
lib::read_op read();
lib::take_lock lock();
void work() {
  later();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'later' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  task();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'task' is discarded: the coroutine never runs [async-discarded-awaitable]
  lazily();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'lazily' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  poll();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'poll' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'read' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'lock' is discarded: nothing is acquired [async-discarded-awaitable]
  auto f = later();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: awaitable 'f' is never awaited: nobody waits for it, and its result and exception are lost [async-unawaited-local]
  auto t = task();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 't' is never awaited: the coroutine never runs [async-unawaited-local]
}
