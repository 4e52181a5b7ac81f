// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include <asio.hpp>
#include <memory>
#include <string>

void use(const std::string &);

void by_reference(asio::io_context &io) {
  std::string name = "x";
  // CHECK-NOTES: :[[@LINE-1]]:15: note: the local is declared here
  asio::post(io, [&] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:3: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: capture it by value, or wait for the work
  asio::post(io, [name] { use(name); });
  asio::post(io, [name = std::move(name)] { use(name); });
}
void spawned(asio::io_context &io, std::string name, const std::string &outer) {
// CHECK-NOTES: :[[@LINE-1]]:48: note: the local is declared here
  asio::co_spawn(
  // CHECK-NOTES: :[[@LINE-1]]:3: note: it is started here
      io,
      [&name]() -> asio::awaitable<void> {
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: capture it by value, or wait for the work
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
    // CHECK-NOTES: :[[@LINE-1]]:5: note: it is started here
    // CHECK-NOTES: :[[@LINE-2]]:20: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
    // CHECK-NOTES: :[[@LINE-3]]:20: note: capture 'shared_from_this()' as well
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
  // CHECK-NOTES: :[[@LINE-1]]:7: note: the local is declared here
  // CHECK-NOTES: :[[@LINE-2]]:7: note: the local is declared here
  std::thread([&] { ++count; }).detach();
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: capture it by value, or wait for the work
  // CHECK-NOTES: :[[@LINE-3]]:33: note: it is started here
  std::thread named([&count] { ++count; });
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: capture it by value, or wait for the work
  named.detach();
  // CHECK-NOTES: :[[@LINE-1]]:9: note: it is started here
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
  // CHECK-NOTES: :[[@LINE-1]]:7: note: the local is declared here
  asio::post(io, [&] { ++count; });
  // CHECK-NOTES: :[[@LINE-1]]:3: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:18: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: capture it by value, or wait for the work
}
void only_reads(asio::io_context &io) {
  std::string name = "x";
  // CHECK-NOTES: :[[@LINE-1]]:15: note: the local is declared here
  asio::post(io, [&] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:3: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: capture it by value, or wait for the work
  use(name);
}
