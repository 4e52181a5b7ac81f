// Completion tokens, completion handlers and futures of co_spawn.
#include "asio.h"

#include <functional>

using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;

void report(std::exception_ptr failure);
void log(const char *text);
awaitable<int> compute();
awaitable<void> elsewhere();

awaitable<void> session(tcp::socket s) {
  char data[8];
  for (;;)
    co_await s.async_read_some(asio::buffer(data), use_awaitable);
}

awaitable<void> guarded(tcp::socket s) {
  try {
    co_await session(std::move(s));
  } catch (const std::exception &e) {
    log(e.what());
  }
}

awaitable<void> catches_system_errors(tcp::socket s) {
  char data[8];
  try {
    co_await s.async_read_some(asio::buffer(data), use_awaitable);
  } catch (const asio::system_error &e) {
    log(e.what());
  }
}

awaitable<void> rethrows(tcp::socket s) {
  try {
    co_await session(std::move(s));
  } catch (...) {
    log("failed");
    throw;
  }
}

awaitable<void> by_code(tcp::socket s) {
  char data[8];
  asio::error_code ec;
  while (!ec)
    co_await s.async_read_some(asio::buffer(data), redirect_error(use_awaitable, ec));
  s.close();
}

awaitable<void> by_tuple(tcp::socket s) {
  char data[8];
  auto [ec, n] = co_await s.async_read_some(asio::buffer(data), asio::as_tuple(use_awaitable));
  if (!ec)
    log("read");
}

awaitable<void> asks_peer(tcp::socket s) {
  auto peer = s.remote_endpoint();
  (void)peer;
  co_return;
}

awaitable<void> calls_guarded(tcp::socket s) {
  co_await guarded(std::move(s));
  log("done");
}

awaitable<void> only_noexcept() noexcept { co_await elsewhere(); }

awaitable<void> ping(int n);
awaitable<void> pong(int n) {
  if (n > 0)
    co_await ping(n - 1);
}
awaitable<void> ping(int n) {
  if (n > 0)
    co_await pong(n - 1);
}

awaitable<void> tokens(tcp::socket s) {
  auto ex = co_await asio::this_coro::executor;
  co_spawn(ex, session(std::move(s)), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'session' is lost because the task is detached [async-detached-task]
  co_spawn(ex, rethrows(std::move(s)), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'rethrows' is lost because the task is detached [async-detached-task]
  co_spawn(ex, elsewhere(), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, elsewhere, detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, &elsewhere, detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, asks_peer(std::move(s)), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'asks_peer' is lost because the task is detached [async-detached-task]
  co_spawn(ex, elsewhere(), asio::bind_executor(ex, detached));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, guarded(std::move(s)), detached);
  co_spawn(ex, catches_system_errors(std::move(s)), detached);
  co_spawn(ex, by_code(std::move(s)), detached);
  co_spawn(ex, by_tuple(std::move(s)), detached);
  co_spawn(ex, calls_guarded(std::move(s)), detached);
  co_spawn(ex, only_noexcept(), detached);
  co_spawn(ex, ping(3), detached);
  asio::post(ex, detached);
  co_await co_spawn(ex, compute(), use_awaitable);
}

awaitable<void> origins(tcp::socket s, bool which) {
  auto ex = co_await asio::this_coro::executor;
  auto task = elsewhere();
  co_spawn(ex, std::move(task), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, which ? elsewhere() : only_noexcept(), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, [n = 1]() -> awaitable<void> { if (n) throw n; co_return; }, detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves this task is lost because the task is detached [async-detached-task]
  co_spawn(ex, [] { return elsewhere(); }, detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
  co_spawn(ex, [] { return only_noexcept(); }, detached);
  co_spawn(ex, []() -> awaitable<void> {
    try { co_await elsewhere(); } catch (...) { report(std::current_exception()); }
  }, detached);
  auto work = []() -> awaitable<void> { co_await elsewhere(); };
  co_spawn(ex, work, detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves this task is lost because the task is detached [async-detached-task]
  std::function<awaitable<void>()> erased = work;
  co_spawn(ex, erased, detached);
}

auto make_handler() {
  return [](std::exception_ptr e) { if (e) report(e); };
}
void on_done(std::exception_ptr e) { report(e); }
void on_done_ignored(std::exception_ptr) {}
struct Functor {
  void operator()(std::exception_ptr, int) const {}
};

awaitable<void> handlers() {
  auto ex = co_await asio::this_coro::executor;
  co_spawn(ex, elsewhere(), [](std::exception_ptr) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), [](std::exception_ptr e) { (void)e; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, compute(), [](std::exception_ptr, int n) { log(n ? "a" : "b"); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'compute' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), []<class... Args>(Args...) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), []<class E>(E &&) { log("done"); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, compute(), Functor{});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'compute' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), on_done_ignored);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), asio::bind_executor(ex, [](std::exception_ptr) {}));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the completion handler ignores it [async-detached-task]
  co_spawn(ex, elsewhere(), [](std::exception_ptr e) { if (e) std::rethrow_exception(e); });
  co_spawn(ex, elsewhere(), [](const std::exception_ptr &e) { report(e); });
  co_spawn(ex, elsewhere(), []<class E>(E e) { report(e); });
  co_spawn(ex, elsewhere(), make_handler());
  co_spawn(ex, elsewhere(), on_done);
  co_spawn(ex, elsewhere(), [](std::exception_ptr e) { auto later = [e] { report(e); }; later(); });
  co_spawn(ex, only_noexcept(), [](std::exception_ptr) {});
}

int futures(asio::io_context &io) {
  co_spawn(io, elsewhere(), asio::use_future);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the handle of the task is dropped [async-detached-task]
  auto lost = co_spawn(io, elsewhere(), asio::use_future);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: an exception that leaves 'elsewhere' is lost because the handle of the task is dropped [async-detached-task]
  (void)co_spawn(io, elsewhere(), asio::use_future);
  auto kept = co_spawn(io, elsewhere(), asio::use_future);
  io.run();
  kept.get();
  return 0;
}

template <class Executor, class Task> void fire(Executor ex, Task task) {
  co_spawn(ex, std::move(task), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]
}
template <class Executor, class Task> void fire_safe(Executor ex, Task task) {
  co_spawn(ex, std::move(task), detached);
}
template <class Executor, class Task> void unused_helper(Executor ex, Task task) {
  co_spawn(ex, std::move(task), detached);
}
void fire_from_elsewhere(asio::io_context &io, awaitable<void> task) {
  co_spawn(io, std::move(task), detached);
}

awaitable<void> through_helpers() {
  auto ex = co_await asio::this_coro::executor;
  fire(ex, elsewhere());
  fire_safe(ex, only_noexcept());
}

#define SPAWN(ex, task) co_spawn(ex, task, detached)
void in_macro(asio::io_context &io) { SPAWN(io, elsewhere()); }
// CHECK-MESSAGES: :[[@LINE-1]]:39: warning: an exception that leaves 'elsewhere' is lost because the task is detached [async-detached-task]

struct Server {
  asio::io_context &io;
  awaitable<void> accept_all();
  awaitable<void> run();
  void start() {
    co_spawn(io, run(), detached);
    co_spawn(io, [this] { return run(); }, detached);
    co_spawn(io, accept_all(), [this](std::exception_ptr e) { if (e) stop(); });
  }
  void stop();
};
awaitable<void> Server::run() {
  try {
    co_await accept_all();
  } catch (const std::exception &) {
    stop();
  }
}
