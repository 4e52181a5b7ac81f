// async-tidy: checks=async-dangling-argument,async-detached-capture args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// A wait protects only what is alive while it waits.
#include <asio.hpp>
#include <string>
#include <vector>

void use(const std::string &);
void report(std::exception_ptr);

asio::awaitable<void> greet(const std::string &name) {
  co_await asio::post(asio::use_awaitable);
  use(name);
}

void of_a_loop() {
  asio::io_context io;
  for (int i = 0; i < 3; ++i) {
    std::string name = std::to_string(i);
    asio::co_spawn(io, greet(name), report);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: local 'name' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  }
  io.run();
}
void of_a_block() {
  asio::io_context io;
  {
    std::string name = "x";
    asio::post(io, [&name] { use(name); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  }
  io.run();
}
void of_the_loop_itself() {
  asio::io_context io;
  for (int i = 0; i < 3; ++i)
    asio::post(io, [&i] { use(std::to_string(i)); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'i' by reference, which may be gone when it runs [async-detached-capture]
  io.run();
}
void waits_inside() {
  asio::io_context io;
  for (int i = 0; i < 3; ++i) {
    std::string name = std::to_string(i);
    asio::co_spawn(io, greet(name), report);
    io.run();
    io.restart();
  }
}
void outlives_the_loop() {
  asio::io_context io;
  std::vector<std::string> names = {"a", "b"};
  std::string first = "x";
  for (int i = 0; i < 3; ++i) {
    asio::co_spawn(io, greet(first), report);
    asio::post(io, [&names] { use(names.front()); });
  }
  io.run();
}
