// Continuations of an awaitable that the function returns.
// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include "task.h"

#include <asio.hpp>
#include <memory>
#include <string>

void use(const std::string &);

namespace rt {
struct future {
  template <class F> future then(F) { return {}; }
  template <class F> future finally(F) { return {}; }
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  void wait();
};
future sleep();
template <class F> future apply(F f) { return f(); }

template <class F> struct then_sender {
  using sender_concept = int;
  F f;
};
template <class F> struct then_closure {
  F f;
};
struct just_sender {
  using sender_concept = int;
};
just_sender just();
template <class F> then_closure<F> then(F f) { return {f}; }
template <class F> then_sender<F> operator|(just_sender, then_closure<F> c) {
  return {c.f};
}
} // namespace rt

rt::future local() {
  std::string name = "x";
  return rt::sleep().then([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the callable captures local 'name' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
rt::future parameter(std::string name) {
  return rt::sleep().then([&] { use(name); }).finally([] {});
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the callable captures local 'name' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
rt::future by_value(std::string name) {
  return rt::sleep().then([name] { use(name); });
}
rt::future elsewhere(std::string &name) {
  return rt::sleep().then([&name] { use(name); });
}
rt::future in_place(std::string name) {
  rt::sleep().then([&name] { use(name); }).wait();
  return rt::sleep();
}
/// What a function that is no member of an awaitable does is not known.
rt::future at_once(std::string name) {
  return rt::apply([&name] {
    use(name);
    return rt::sleep();
  });
}
co::task<> awaited(std::string name) {
  co_await rt::sleep().then([&name] { use(name); });
}

auto pipeline() {
  int id = 5;
  return rt::just() | rt::then([&id] { return id; });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: the callable captures local 'id' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
auto pipeline_by_value() {
  int id = 5;
  return rt::just() | rt::then([id] { return id; });
}
int piped_in_place() {
  int id = 5;
  auto sender = rt::just() | rt::then([&id] { return id; });
  return sender.f();
}

template <class F> co::task<> retry(F f) { co_await f(); }
template <class F> co::task<> retry_borrowed(F &f) { co_await f(); }
template <class F> co::eager<> at_once_in_frame(F f) {
  f();
  co_await co::yield();
}
co::task<> in_frame(std::string name) {
  return retry([&name]() -> co::task<> { use(name); co_return; });
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the callable captures local 'name' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
co::task<> in_frame_awaited(std::string name) {
  co_await retry([&name]() -> co::task<> { use(name); co_return; });
}
co::eager<> in_eager_frame(std::string name) {
  return at_once_in_frame([&name] { use(name); });
}
co::task<> handed_on(std::string &name) {
  return retry([&name]() -> co::task<> { use(name); co_return; });
}

#define THEN(x, ...) (x).then([&] { __VA_ARGS__; })
rt::future in_macro(std::string name) {
  return THEN(rt::sleep(), use(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the callable captures local 'name' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
template <class T> rt::future in_template(T value) {
  return rt::sleep().then([&value] { use(value); });
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the callable captures local 'value' by reference, and the function returns the awaitable that runs it [async-detached-capture]
}
template rt::future in_template(std::string);

struct Session : std::enable_shared_from_this<Session> {
  asio::any_io_executor ex;
  int reads = 0;
  void start() {
    auto self = shared_from_this();
    asio::co_spawn(
        ex, [this]() -> asio::awaitable<void> { ++reads; co_return; },
        [self](std::exception_ptr) {});
    asio::co_spawn(
        ex, [this]() -> asio::awaitable<void> { ++reads; co_return; },
        // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
        [](std::exception_ptr) {});
  }
};

void operation(asio::steady_timer &timer) {
  int tries = 0;
  timer.async_wait([&tries](asio::error_code) { ++tries; });
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'tries' by reference, which may be gone when it runs [async-detached-capture]
  timer.async_wait([tries](asio::error_code) { use(std::to_string(tries)); });
}
void operation_and_loop(asio::io_context &io) {
  int tries = 0;
  asio::steady_timer timer(io);
  timer.async_wait([&tries](asio::error_code) { ++tries; });
  io.run();
}
asio::awaitable<void> watchdog(asio::ip::tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor());
  timer.async_wait([&socket](asio::error_code ec) {
    if (!ec)
      socket.close();
  });
  co_await socket.async_wait(asio::socket_base::wait_read, asio::use_awaitable);
}
struct Owner : std::enable_shared_from_this<Owner> {
  asio::steady_timer timer;
  void start() {
    timer.async_wait([this](asio::error_code) { timer.cancel(); });
  }
};
