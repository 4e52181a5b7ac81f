// Failures that only tell of a cancellation, and closures given to a library's function.
// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// async-tidy: options={AsyncModelFiles: "%S/cancelled_model.yaml"}
#include "task.h"

#include <asio.hpp>
#include <chrono>
#include <stdexcept>

using namespace std::chrono_literals;
using asio::awaitable;
using asio::use_awaitable;
void work();

awaitable<void> ticks(asio::steady_timer &timer) {
  for (;;) {
    timer.expires_after(1s);
    co_await timer.async_wait(use_awaitable);
    work();
  }
}
awaitable<void> until_signal(asio::signal_set &signals) {
  co_await signals.async_wait(use_awaitable);
  work();
}
/// Also reads, which can fail in every way.
awaitable<void> reads(asio::ip::tcp::socket &socket, asio::steady_timer &timer) {
  co_await timer.async_wait(use_awaitable);
  co_await socket.async_wait(asio::socket_base::wait_read, use_awaitable);
}
awaitable<void> ticks_once(asio::steady_timer &timer) { co_await ticks(timer); }
awaitable<void> ticks_and_throws(asio::steady_timer &timer) {
  co_await ticks(timer);
  throw std::runtime_error("late");
}
awaitable<void> names(asio::ip::tcp::socket &socket) {
  socket.local_endpoint();
  co_return;
}
awaitable<void> names_peer(asio::ip::tcp::socket &socket) {
  socket.remote_endpoint();
  co_return;
}

void start(asio::io_context &io, asio::steady_timer &timer, asio::signal_set &signals, asio::ip::tcp::socket &socket) {
  asio::co_spawn(io, ticks(timer), asio::detached);
  asio::co_spawn(io, ticks_once(timer), asio::detached);
  asio::co_spawn(io, until_signal(signals), asio::detached);
  asio::co_spawn(io, names(socket), asio::detached);
  asio::co_spawn(io, reads(socket, timer), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'reads' is lost because the task is detached [async-detached-task]
  asio::co_spawn(io, ticks_and_throws(timer), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'ticks_and_throws' is lost because the task is detached [async-detached-task]
  asio::co_spawn(io, names_peer(socket), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'names_peer' is lost because the task is detached [async-detached-task]
}

namespace rt {
struct token {
  bool stopped();
};
co::task<> sleep(int ms);
co::task<> check(token);
co::task<> load(int);
void start_detached(co::task<>);
} // namespace rt

co::task<> naps(rt::token t) {
  co_await rt::sleep(1);
  co_await rt::check(t);
}
void starts(rt::token t) {
  rt::start_detached(naps(t));
  rt::start_detached(rt::sleep(1));
  rt::start_detached(rt::load(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'load' is lost because 'start_detached' detaches the task [async-detached-task]
  rt::start_detached(co::invoke([]() -> co::task<> { co_await rt::sleep(1); }));
  rt::start_detached(co::invoke([]() -> co::task<> { co_await rt::load(1); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves this task is lost because 'start_detached' detaches the task [async-detached-task]
}
