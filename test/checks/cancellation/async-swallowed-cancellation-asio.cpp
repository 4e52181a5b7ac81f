// Cancellation as an error code inside a general exception, and as a value.
#include "asio.h"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>

using asio::awaitable;
using asio::as_tuple;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;

void log(const std::string &text);
void log_error(asio::error_code ec);
awaitable<void> session();
awaitable<void> take_a_break();
awaitable<void> async_shutdown();
bool is_fatal(const std::exception &e);
bool is_transient(int attempt);

awaitable<void> retries_everything() {
  for (;;) {
    try {
      co_await session();
    } catch (const std::exception &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}

awaitable<void> retries_system_errors() {
  for (;;) {
    try {
      co_await session();
    } catch (asio::system_error &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
    co_await take_a_break();
  }
}

awaitable<void> retries_all() {
  while (true) {
    try {
      co_await session();
      co_return;
    } catch (...) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
  }
}

awaitable<void> retries_three_times() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await session();
      co_return;
    } catch (const std::runtime_error &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log("again");
      continue;
    }
  }
}

awaitable<void> goes_on_with_more_work() {
  try {
    co_await session();
  } catch (const std::exception &e) {
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    log(e.what());
  }
  co_await session();
}

awaitable<void> only_skips_the_log() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      if (e.code() != asio::error::operation_aborted)
        log(e.what());
    }
  }
}

awaitable<void> leaves_after_some_failures() {
  int failures = 0;
  for (;;) {
    try {
      co_await session();
    } catch (const std::exception &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      if (++failures > 3)
        co_return;
    }
  }
}

awaitable<void> inner_loop_of_a_client(tcp::socket &socket) {
  for (;;) {
    co_await take_a_break();
    char data[8];
    try {
      co_await socket.async_read_some(asio::buffer(data), use_awaitable);
    } catch (const std::exception &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}

// Right: one client's failure; the accept waits for the loop's cancellation.
awaitable<void> inner_loop_of_a_server(tcp::acceptor &acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    char data[8];
    try {
      co_await socket.async_read_some(asio::buffer(data), use_awaitable);
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

// Right: the session ends.
awaitable<void> session_ends(tcp::socket s) {
  try {
    char data[8];
    for (;;)
      co_await s.async_read_some(asio::buffer(data), use_awaitable);
  } catch (const std::exception &e) {
    log(e.what());
  }
  s.close();
}

awaitable<void> tests_the_code() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        co_return;
      log(e.what());
    }
  }
}

awaitable<void> tests_the_code_and_rethrows() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        throw;
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

awaitable<void> earlier_handler_leaves() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &) {
      break;
    } catch (...) {
      log("other");
    }
  }
}

awaitable<void> asks_a_predicate() {
  for (;;) {
    try {
      co_await session();
    } catch (const std::exception &e) {
      if (is_fatal(e))
        break;
    }
  }
}

awaitable<void> switches_on_the_code() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      switch (e.code().value()) {
      case asio::error::operation_aborted:
        co_return;
      default:
        log(e.what());
      }
    }
  }
}

awaitable<void> keeps_the_code() {
  for (;;) {
    asio::error_code ec;
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      ec = e.code();
    }
    if (ec == asio::error::operation_aborted)
      co_return;
    co_await take_a_break();
  }
}

awaitable<void> sets_a_flag() {
  bool done = false;
  while (!done) {
    try {
      co_await session();
    } catch (...) {
      done = true;
    }
  }
}

awaitable<bool> leaves_with_a_value() {
  bool ok = true;
  try {
    co_await session();
  } catch (...) {
    ok = false;
  }
  if (!ok) {
    co_await take_a_break();
    co_return false;
  }
  co_await session();
  co_return true;
}

awaitable<void> cleans_up() {
  try {
    co_await session();
  } catch (const std::exception &e) {
    log(e.what());
  }
  co_await async_shutdown();
}

awaitable<void> no_suspension_in_try(tcp::socket s) {
  for (;;) {
    try {
      s.remote_endpoint();
    } catch (...) {
      log("no peer");
    }
    co_await take_a_break();
  }
}

awaitable<void> executor_does_not_suspend() {
  try {
    auto ex = co_await asio::this_coro::executor;
    asio::co_spawn(ex, session(), use_awaitable).await_ready();
  } catch (...) {
    log("never");
  }
  co_await take_a_break();
}

awaitable<void> unrelated_exception() {
  for (;;) {
    try {
      co_await session();
    } catch (const std::logic_error &e) {
      log(e.what());
    }
  }
}

awaitable<void> lambda_has_its_own_tries() {
  auto plain = [] {
    try {
      log("x");
    } catch (...) {
    }
  };
  plain();
  co_await session();
}

awaitable<void> while_it_is_open(tcp::acceptor &acceptor) {
  while (acceptor.is_open()) {
    try {
      co_await acceptor.async_accept(use_awaitable);
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

awaitable<void> inner_try_rethrows() {
  for (;;) {
    try {
      try {
        co_await session();
      } catch (...) {
        log("inner");
        throw;
      }
    } catch (const std::exception &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log("outer");
    }
  }
}

awaitable<void> inner_try_takes_it() {
  for (;;) {
    try {
      try {
        co_await session();
      } catch (const std::exception &) {
        co_return;
      }
    } catch (...) {
      log("outer");
    }
  }
}

// The same as values.
awaitable<void> ignores_the_tuple(tcp::acceptor &acceptor) {
  for (;;)
    co_await acceptor.async_accept(as_tuple(use_awaitable));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_accept' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
}

awaitable<void> goes_on_whatever_the_code(tcp::socket &s) {
  char data[8];
  for (;;) {
    asio::error_code ec;
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_read_some' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
    if (ec) {
      log(ec.message());
      continue;
    }
    log("read");
  }
}

awaitable<void> uses_only_the_value(tcp::socket &s) {
  char data[8];
  for (;;) {
    auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'async_read_some' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
    std::printf("%zu\n", n);
  }
}

awaitable<void> logs_the_code(tcp::socket &s) {
  char data[8];
  while (true) {
    auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'async_read_some' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
    if (ec)
      std::cerr << ec.message() << "\n";
  }
}

awaitable<void> leaves_on_error(tcp::socket &s) {
  char data[8];
  for (;;) {
    auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
    if (ec)
      co_return;
  }
}

awaitable<void> leaves_on_abort(tcp::acceptor &acceptor) {
  for (;;) {
    auto [ec, s] = co_await acceptor.async_accept(as_tuple(use_awaitable));
    if (ec == asio::error::operation_aborted)
      break;
    if (ec)
      continue;
    asio::co_spawn(acceptor.get_executor(), session(), use_awaitable).await_ready();
  }
}

awaitable<bool> retry(tcp::socket &s) {
  char data[8];
  auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
  co_return !ec;
}

awaitable<void> goes_on_after_another_code(tcp::socket &s) {
  char data[8];
  for (;;) {
    auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
    if (ec == asio::error::eof) {
      if (co_await retry(s))
        continue;
      else
        break;
    } else if (ec)
      break;
  }
}

awaitable<void> goes_on_after_all_but_one_code(tcp::socket &s) {
  char data[8];
  for (;;) {
    auto [ec, n] = co_await s.async_read_some(asio::buffer(data), as_tuple(use_awaitable));
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'async_read_some' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
    if (ec != asio::error::eof) {
      if (co_await retry(s))
        continue;
    }
    log("read");
  }
}

awaitable<void> loop_tests_the_code(tcp::socket &s) {
  char data[8];
  asio::error_code ec;
  do {
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
  } while (!ec);
}

awaitable<void> throws_on_error(tcp::socket &s) {
  char data[8];
  for (;;) {
    asio::error_code ec;
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
    if (ec)
      throw asio::system_error(ec);
  }
}

awaitable<void> hands_the_code_on(tcp::socket &s, void (*handler)(asio::error_code)) {
  char data[8];
  for (;;) {
    asio::error_code ec;
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
    handler(ec);
  }
}

awaitable<void> woken_by_cancel(asio::steady_timer &timer) {
  for (;;) {
    asio::error_code ec;
    co_await timer.async_wait(redirect_error(use_awaitable, ec));
    log("woken");
  }
}

awaitable<void> not_in_a_loop(tcp::socket &s) {
  char data[8];
  asio::error_code ec;
  co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
  co_await take_a_break();
}

awaitable<void> next_await_throws(tcp::socket &s) {
  char data[8];
  for (;;) {
    asio::error_code ec;
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
    co_await s.async_write_some(asio::buffer(data), use_awaitable);
  }
}

// What leaves must be what cancellation is.
awaitable<void> only_the_end_leaves() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      if (e.code() == asio::error::eof)
        co_return;
      if (asio::error::connection_reset == e.code())
        throw;
      log(e.what());
    }
  }
}
awaitable<void> only_one_code_goes_on() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() != asio::error::eof)
        throw;
    }
  }
}
awaitable<void> tries_again() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == asio::error::try_again)
        continue;
      throw;
    }
  }
}
awaitable<void> cancelled_among_others() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == asio::error::eof || e.code() == asio::error::operation_aborted)
        break;
      log(e.what());
    }
  }
}
awaitable<void> unknown_code(asio::error_code expected) {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == expected)
        break;
      log(e.what());
    }
  }
}
awaitable<void> test_in_a_local() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      const bool gone = e.code() == asio::error::operation_aborted;
      if (gone)
        break;
      log(e.what());
    }
  }
}
