// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// Spawned coroutines of asio: who waits for them, who keeps the object.
#include <asio.hpp>
#include <memory>
#include <string>

asio::awaitable<void> serve(asio::ip::tcp::acceptor &a) {
  for (;;)
    co_await a.async_accept(asio::use_awaitable);
}

int waits_for_the_loop() {
  asio::io_context io;
  asio::ip::tcp::acceptor a(io);
  asio::co_spawn(io, serve(a), asio::detached);
  io.run();
  return 0;
}
void returns_at_once(asio::io_context &io) {
  asio::ip::tcp::acceptor a(io);
  asio::co_spawn(io, serve(a), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: local 'a' is bound to parameter 'a' of coroutine 'serve' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
asio::awaitable<void> joins(asio::io_context &io) {
  asio::ip::tcp::acceptor a(io);
  co_await asio::co_spawn(io, serve(a), asio::use_awaitable);
}

struct Session : std::enable_shared_from_this<Session> {
  asio::ip::tcp::socket socket;
  explicit Session(asio::ip::tcp::socket s) : socket(std::move(s)) {}
  void start() {
    asio::co_spawn(socket.get_executor(), write(), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: coroutine 'write' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
    asio::co_spawn(
        socket.get_executor(), [self = shared_from_this()] { return self->write(); },
        asio::detached);
    asio::co_spawn(socket.get_executor(), write(),
                   [self = shared_from_this()](std::exception_ptr) {});
  }
  asio::awaitable<void> write() {
    co_await asio::async_write(socket, asio::buffer("x", 1), asio::use_awaitable);
  }
};
struct Owner {
  asio::io_context io;
  void start() { asio::co_spawn(io, run(), asio::detached); }
  asio::awaitable<void> run() {
    io.stop();
    co_return;
  }
};
