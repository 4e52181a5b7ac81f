// async-tidy: checks=async-dangling-argument,async-dangling-parameter args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// The task is started by a helper, and its future comes back.
#include <asio.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <string>

void use(const std::string &);
asio::awaitable<bool> greet(const std::string &name) {
  co_await asio::post(asio::use_awaitable);
  use(name);
  co_return true;
}

template <class F> std::future<bool> spawn_future(asio::any_io_executor ex, F &&f) {
  return asio::co_spawn(ex, std::forward<F>(f), asio::use_future);
}
struct Started {
  std::future<bool> done;
};
Started start(asio::io_context &io, asio::awaitable<bool> task) {
  return {asio::co_spawn(io, std::move(task), asio::use_future)};
}
template <class F> bool run_until_ready(asio::io_context &io, F &&f) {
  std::future<bool> done = asio::co_spawn(io, std::forward<F>(f), asio::use_future);
  while (done.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready)
    io.poll();
  return done.get();
}
template <class T> T wait_polling(asio::io_context &io, std::future<T> &&done) {
  while (done.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready)
    io.poll();
  return done.get();
}

bool gets(asio::any_io_executor ex) {
  std::string name = "bob";
  std::future<bool> done = spawn_future(ex, greet(name));
  return done.get();
}
bool gets_at_once(asio::any_io_executor ex) {
  std::string name = "bob";
  return spawn_future(ex, greet(name)).get();
}
bool polls(asio::io_context &io) {
  std::string name = "bob";
  auto done = spawn_future(io.get_executor(), greet(name));
  while (done.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready)
    io.poll();
  return done.get();
}
bool polls_in_helpers(asio::io_context &io) {
  std::string name = "bob";
  run_until_ready(io, greet(name));
  return wait_polling(io, spawn_future(io.get_executor(), greet(name)));
}
bool wrapped(asio::io_context &io) {
  std::string name = "bob";
  Started started = start(io, greet(name));
  return started.done.get();
}

void drops(asio::any_io_executor ex) {
  std::string name = "bob";
  spawn_future(ex, greet(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: local 'name' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
void never_asks(asio::any_io_executor ex) {
  std::string name = "bob";
  auto done = spawn_future(ex, greet(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: local 'name' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
std::future<bool> returns(asio::any_io_executor ex) {
  std::string name = "bob";
  return spawn_future(ex, greet(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: local 'name' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
