// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include <asio.hpp>
#include <memory>
#include <string>

void use(const std::string &);

void by_reference(asio::io_context &io) {
  std::string name = "x";
  asio::post(io, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
  asio::post(io, [name] { use(name); });
  asio::post(io, [name = std::move(name)] { use(name); });
}
void spawned(asio::io_context &io, std::string name, const std::string &outer) {
  asio::co_spawn(
      io,
      [&name]() -> asio::awaitable<void> {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
        use(name);
        co_return;
      },
      asio::detached);
  asio::co_spawn(
      io,
      [&outer]() -> asio::awaitable<void> {
        use(outer);
        co_return;
      },
      asio::detached);
}
void waits(asio::io_context &io) {
  std::string name = "x";
  asio::post(io, [&] { use(name); });
  io.run();
}
asio::awaitable<void> joins(asio::io_context &io) {
  std::string name = "x";
  co_await asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        use(name);
        co_return;
      },
      asio::use_awaitable);
}
asio::awaitable<void> waits_for_event(asio::thread_pool &pool) {
  asio::steady_timer done(co_await asio::this_coro::executor);
  asio::post(pool, [&] { done.cancel(); });
  co_await done.async_wait(asio::use_awaitable);
}

struct Session : std::enable_shared_from_this<Session> {
  asio::io_context &io;
  std::string name;
  explicit Session(asio::io_context &c) : io(c) {}
  void start() {
    asio::post(io, [this] { use(name); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures 'this', and nothing keeps the object alive; capture a shared_from_this() as well [async-detached-capture]
    asio::post(io, [this, self = shared_from_this()] { use(name); });
    asio::post(io, [self = shared_from_this()] { use(self->name); });
  }
};
struct Owner {
  asio::io_context io;
  std::string name;
  void start() {
    asio::post(io, [this] { use(name); });
  }
};

#include <thread>
void threads() {
  int count = 0;
  std::thread([&] { ++count; }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
  std::thread named([&count] { ++count; });
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
  named.detach();
  std::thread([count] { (void)count; }).detach();
  std::jthread joined([&] { ++count; });
}
void detached_before_the_loop(asio::io_context &io) {
  int count = 0;
  std::thread([&] { ++count; }).detach();
  io.run();
}

// The function looks at what the callable sets: something must have run it.
void runs_inline(asio::io_context &io) {
  bool called = false;
  asio::dispatch(io, [&] { called = true; });
  use(called ? "called" : "not called");
}
void sets_what_nobody_reads(asio::io_context &io) {
  int count = 0;
  asio::post(io, [&] { ++count; });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
}
void only_reads(asio::io_context &io) {
  std::string name = "x";
  asio::post(io, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs; capture it by value, or wait for the work [async-detached-capture]
  use(name);
}
