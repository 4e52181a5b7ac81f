// What an operation that the project composes can throw is in its completion
// signature.
#include "asio.h"

#include <string>

using asio::any_io_executor;
using asio::async_compose;
using asio::async_initiate;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::error_code;
using asio::system_error;
using asio::use_awaitable;

void log(const std::string &text);

template <class Token> typename asio::async_result<std::decay_t<Token>, void(error_code)>::return_type coded(any_io_executor ex, Token &&token) {
  return async_compose<Token, void(error_code)>([]<class Self>(Self &self) { self.complete({}); }, token, ex);
}
template <class Token> typename asio::async_result<std::decay_t<Token>, void(error_code, std::size_t)>::return_type counted(any_io_executor ex, Token &&token) {
  return async_initiate<Token, void(error_code, std::size_t)>([]<class H>(H handler) { std::move(handler)(error_code(), 0u); }, token);
}
template <class Token> typename asio::async_result<std::decay_t<Token>, void()>::return_type quiet(any_io_executor ex, Token &&token) {
  return async_compose<Token, void()>([]<class Self>(Self &self) { self.complete(); }, token, ex);
}
template <class Token> typename asio::async_result<std::decay_t<Token>, void(int)>::return_type value(any_io_executor ex, Token &&token) {
  return async_initiate<Token, void(int)>([]<class H>(H handler) { std::move(handler)(1); }, token);
}
template <class Token> typename asio::async_result<std::decay_t<Token>, void(std::exception_ptr, int)>::return_type throwing(any_io_executor ex, Token &&token) {
  return async_initiate<Token, void(std::exception_ptr, int)>([]<class H>(H handler) { std::move(handler)({}, 1); }, token);
}
template <class Token> typename asio::async_result<std::decay_t<Token>, void()>::return_type either(any_io_executor ex, bool which, Token &&token) {
  if (which)
    return async_initiate<Token, void(error_code)>([]<class H>(H handler) { std::move(handler)(error_code()); }, token);
  return async_initiate<Token, void()>([]<class H>(H handler) { std::move(handler)(); }, token);
}
/// Declared only: the signature is elsewhere.
template <class Token> asio::result_t<Token> elsewhere(any_io_executor ex, Token &&token);
awaitable<void> fixed_token(any_io_executor ex) {
  auto token = use_awaitable;
  return async_compose<const asio::use_awaitable_t<>, void()>([]<class Self>(Self &self) { self.complete(); }, token, ex);
}
/// An operation of operations.
template <class Token> typename asio::async_result<std::decay_t<Token>, void()>::return_type wrapped(any_io_executor ex, Token &&token) { return quiet(ex, std::forward<Token>(token)); }

struct Queue {
  any_io_executor ex;
  template <class Token> typename asio::async_result<std::decay_t<Token>, void()>::return_type async_wait(Token &&token) {
    return async_initiate<Token, void()>([]<class H>(H handler) { std::move(handler)(); }, token);
  }
  template <class Token> typename asio::async_result<std::decay_t<Token>, void(error_code, int)>::return_type async_pop(Token &&token) {
    return async_initiate<Token, void(error_code, int)>([]<class H>(H handler) { std::move(handler)(error_code(), 1); }, token);
  }
};

awaitable<void> catches_codes(any_io_executor ex) {
  try {
    co_await coded(ex, use_awaitable);
    co_await counted(ex, use_awaitable);
    co_await either(ex, true, use_awaitable);
  } catch (const system_error &e) {
    log(e.what());
  }
}
awaitable<void> catches_codes_of_member(Queue &q) {
  try {
    co_await q.async_pop(use_awaitable);
  } catch (const system_error &e) {
    log(e.what());
  }
}
awaitable<void> catches_codes_only(any_io_executor ex) {
  try {
    co_await throwing(ex, use_awaitable);
  } catch (const system_error &e) {
    log(e.what());
  }
}
awaitable<void> catches_codes_of_unknown(any_io_executor ex) {
  try {
    co_await elsewhere(ex, use_awaitable);
  } catch (const system_error &e) {
    log(e.what());
  }
}
awaitable<void> catches_nothing(any_io_executor ex) { co_await coded(ex, use_awaitable); }
awaitable<void> one_of_two(any_io_executor ex) { co_await either(ex, false, use_awaitable); }
awaitable<void> never_fails(any_io_executor ex, Queue &q) {
  co_await quiet(ex, use_awaitable);
  co_await wrapped(ex, use_awaitable);
  co_await fixed_token(ex);
  co_await asio::post(ex, use_awaitable);
  co_await asio::dispatch(ex, use_awaitable);
  co_await q.async_wait(use_awaitable);
  log(std::to_string(co_await value(ex, use_awaitable)));
}

void start(any_io_executor ex, Queue &q) {
  co_spawn(ex, catches_codes(ex), detached);
  co_spawn(ex, catches_codes_of_member(q), detached);
  co_spawn(ex, never_fails(ex, q), detached);
  co_spawn(ex, catches_codes_only(ex), detached); // found
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'catches_codes_only' is lost because the task is detached [async-detached-task]
  co_spawn(ex, catches_codes_of_unknown(ex), detached); // found
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'catches_codes_of_unknown' is lost because the task is detached [async-detached-task]
  co_spawn(ex, catches_nothing(ex), detached); // found
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'catches_nothing' is lost because the task is detached [async-detached-task]
  co_spawn(ex, one_of_two(ex), detached); // found
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'one_of_two' is lost because the task is detached [async-detached-task]
}
