// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declarations in the manner of Asio for fixtures: awaitables, completion
// tokens, sockets, timers, spawning. Nothing here runs.

#ifndef ASYNC_TIDY_STUBS_ASIO_H
#define ASYNC_TIDY_STUBS_ASIO_H

#include <coroutine>
#include <cstddef>
#include <exception>
#include <future>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

namespace asio {

using error_code = std::error_code;
using system_error = std::system_error;

namespace error {
enum basic_errors { operation_aborted = 125, connection_reset = 104, try_again = 11, eof = 2 };
error_code make_error_code(basic_errors);
} // namespace error
} // namespace asio

template <>
struct std::is_error_code_enum<asio::error::basic_errors> : std::true_type {};

namespace asio {

struct any_io_executor {};

template <class T = void> class awaitable {
public:
  awaitable(awaitable &&) noexcept;
  ~awaitable();
  bool await_ready() const noexcept;
  template <class P> void await_suspend(std::coroutine_handle<P>);
  T await_resume();
};

namespace detail {
template <class T> T never();
}

namespace this_coro {
struct executor_t {};
inline constexpr executor_t executor;
} // namespace this_coro

namespace detail {

struct executor_awaiter {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  any_io_executor await_resume() const noexcept { return {}; }
};

struct promise_base {
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
  template <class T> awaitable<T> await_transform(awaitable<T> a);
  executor_awaiter await_transform(this_coro::executor_t) noexcept {
    return {};
  }
};

template <class T> struct promise : promise_base {
  awaitable<T> get_return_object() noexcept;
  template <class U> void return_value(U &&);
};
template <> struct promise<void> : promise_base {
  awaitable<void> get_return_object() noexcept;
  void return_void() noexcept;
};

} // namespace detail

template <class Executor = any_io_executor> struct use_awaitable_t {};
inline constexpr use_awaitable_t<> use_awaitable;
struct detached_t {};
inline constexpr detached_t detached;
template <class A = void> struct use_future_t {};
inline constexpr use_future_t<> use_future;

template <class Token> struct as_tuple_t {
  Token token;
};
template <class Token> as_tuple_t<std::decay_t<Token>> as_tuple(Token &&);
template <class Token> struct redirect_error_t {
  Token token;
  error_code &ec;
};
template <class Token>
redirect_error_t<std::decay_t<Token>> redirect_error(Token &&, error_code &);
template <class T, class Executor> struct executor_binder {
  T token;
};
template <class Executor, class T>
executor_binder<std::decay_t<T>, Executor> bind_executor(Executor, T &&t) {
  return {t};
}

namespace detail {
template <class Token, class... Values> struct completion {
  using type = void;
};
template <class E, class... Values>
struct completion<use_awaitable_t<E>, Values...> {
  using type = awaitable<Values...>;
};
template <class E> struct completion<use_awaitable_t<E>> {
  using type = awaitable<void>;
};
template <class E>
struct completion<redirect_error_t<use_awaitable_t<E>>> {
  using type = awaitable<void>;
};
template <class E, class... Values>
struct completion<redirect_error_t<use_awaitable_t<E>>, Values...> {
  using type = awaitable<Values...>;
};
template <class E, class... Values>
struct completion<as_tuple_t<use_awaitable_t<E>>, Values...> {
  using type = awaitable<std::tuple<error_code, Values...>>;
};
template <class A, class... Values>
struct completion<use_future_t<A>, Values...> {
  using type = std::future<void>;
};
} // namespace detail

template <class Token, class... Values>
using result_t =
    typename detail::completion<std::decay_t<Token>, Values...>::type;

struct io_context {
  std::size_t run();
  any_io_executor get_executor();
};

namespace detail {
template <class F> struct task_of {
  using type = std::decay_t<std::invoke_result_t<F &>>;
};
template <class T> struct task_of<awaitable<T>> {
  using type = awaitable<T>;
};
template <class T, class Token> struct spawn_completion {
  using type = result_t<Token, T>;
};
template <class Token> struct spawn_completion<void, Token> {
  using type = result_t<Token>;
};
template <class> struct value_of;
template <class T> struct value_of<awaitable<T>> {
  using type = T;
};
} // namespace detail

template <class Executor, class T, class Token>
typename detail::spawn_completion<T, Token>::type
co_spawn(Executor &&, awaitable<T>, Token &&) {
  return detail::never<typename detail::spawn_completion<T, Token>::type>();
}
template <class Executor, class F, class Token>
  requires std::is_invocable_v<std::decay_t<F> &>
typename detail::spawn_completion<
    typename detail::value_of<typename detail::task_of<std::decay_t<F>>::type>::type,
    Token>::type
co_spawn(Executor &&, F &&, Token &&) {
  return detail::never<typename detail::spawn_completion<
      typename detail::value_of<typename detail::task_of<std::decay_t<F>>::type>::type,
      Token>::type>();
}
// Operations that the project composes: their completion signature is a
// template argument.
template <class Token, class Signature> struct async_result;
template <class Token, class... Values>
struct async_result<Token, void(Values...)> {
  using return_type = result_t<Token, Values...>;
};
template <class Token, class... Values>
struct async_result<Token, void(error_code, Values...)> {
  using return_type = result_t<Token, Values...>;
};
template <class Token, class... Values>
struct async_result<Token, void(std::exception_ptr, Values...)> {
  using return_type = result_t<Token, Values...>;
};
template <class Token, class Signature, class Initiation, class... Args>
typename async_result<std::decay_t<Token>, Signature>::return_type
async_initiate(Initiation &&, Token &, Args &&...) {
  return detail::never<
      typename async_result<std::decay_t<Token>, Signature>::return_type>();
}
template <class Token, class Signature, class Implementation, class... Objects>
auto async_compose(Implementation &&implementation, Token &token, Objects &&...)
    -> decltype(async_initiate<Token, Signature>(implementation, token)) {
  return async_initiate<Token, Signature>(implementation, token);
}

namespace detail {
struct initiate_post {};
} // namespace detail
template <class Executor, class Token>
auto post(Executor &&, Token &&token) {
  return async_initiate<Token, void()>(detail::initiate_post(), token);
}
template <class Executor, class Token>
auto dispatch(Executor &&, Token &&token)
    -> decltype(async_initiate<Token, void()>(detail::initiate_post(), token)) {
  return async_initiate<Token, void()>(detail::initiate_post(), token);
}

struct mutable_buffer {};
template <std::size_t N> mutable_buffer buffer(char (&)[N]);

class steady_timer {
public:
  explicit steady_timer(any_io_executor);
  template <class Token> result_t<Token> async_wait(Token &&);
  std::size_t cancel();
};

namespace ip {
class tcp {
public:
  struct endpoint {};
  class socket {
  public:
    explicit socket(any_io_executor);
    socket(socket &&);
    template <class Token>
    result_t<Token, std::size_t> async_read_some(mutable_buffer, Token &&);
    template <class Token>
    result_t<Token, std::size_t> async_write_some(mutable_buffer, Token &&);
    template <class Token> result_t<Token> async_connect(endpoint, Token &&);
    endpoint remote_endpoint() const;
    endpoint remote_endpoint(error_code &) const;
    void close();
    void close(error_code &);
    bool is_open() const;
    any_io_executor get_executor();
  };
  class acceptor {
  public:
    explicit acceptor(any_io_executor);
    template <class Token> result_t<Token, socket> async_accept(Token &&);
    any_io_executor get_executor();
    bool is_open() const;
  };
};
} // namespace ip

} // namespace asio

template <class T, class... Args>
struct std::coroutine_traits<asio::awaitable<T>, Args...> {
  using promise_type = asio::detail::promise<T>;
};

#endif // ASYNC_TIDY_STUBS_ASIO_H
