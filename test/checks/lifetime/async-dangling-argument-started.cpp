// Coroutines that start at the call and run on when what they return is dropped,
// and objects whose owner is passed along.
// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include "task.h"

#include <asio.hpp>
#include <memory>
#include <string>
#include <string_view>

void use(std::string_view);

co::fire_and_forget greet(const std::string &name) {
  co_await co::yield();
  use(name);
}
co::fire_and_forget greet_at_once(const std::string &name) {
  use(name);
  co_await co::yield();
}
co::fire_and_forget show(std::string_view text) {
  co_await co::yield();
  use(text);
}
co::fire_and_forget owned(std::string name) {
  co_await co::yield();
  use(name);
}
/// Its task destroys the coroutine when it is dropped.
co::eager<> stopped(const std::string &name) {
  co_await co::yield();
  use(name);
}

void dropped(int n) {
  greet("bob");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  greet_at_once("bob");
  show("n" + std::to_string(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a temporary is bound to parameter 'text' of coroutine 'show' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  show("literal");
  owned("bob");
  stopped("bob");
  std::string local = "x";
  greet(local);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: local 'local' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  static std::string forever = "x";
  greet(forever);
}
void outer(const std::string &name) { greet(name); }

void waits() {
  asio::io_context io;
  std::string local = "x";
  greet(local);
  io.run();
}

#define GREET(x) greet(x)
void in_macro() {
  GREET("bob");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
template <class T> void in_template(T t) {
  greet(std::to_string(t));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
template void in_template(int);

struct Widget : std::enable_shared_from_this<Widget> {
  std::string title;
  co::fire_and_forget init() {
    auto self = shared_from_this();
    co_await co::yield();
    title = "x";
  }
  void open() { init(); }
};

struct Session : std::enable_shared_from_this<Session> {
  asio::io_context &io;
  std::string buffer;
  asio::awaitable<void> read() {
    co_await asio::post(asio::use_awaitable);
    buffer.clear();
  }
  asio::awaitable<void> kept(std::shared_ptr<Session>) { co_await read(); }
  asio::awaitable<void> borrowed(const std::shared_ptr<Session> &) { co_await read(); }
  void start() {
    asio::co_spawn(io, kept(shared_from_this()), asio::detached);
    asio::co_spawn(io, borrowed(shared_from_this()), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'borrowed' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
  }
};
