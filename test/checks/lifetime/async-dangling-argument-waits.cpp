// Tasks that the function still has, or waits for: no finding; and their twins.
// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include "task.h"

#include <array>
#include <asio.hpp>
#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <vector>

void use(const std::string &);
void sync_wait(co::task<> t);
template <class F> void call(F f) { f(); }

co::task<> send(const std::string &text) {
  co_await co::yield();
  use(text);
}
co::eager<> start(const std::string &text) {
  co_await co::yield();
  use(text);
}

co::task<> captured_by_reference() {
  std::string text = "x";
  auto t = send(text);
  call([&] { use(text); (void)t; });
  co_await t;
}

co::task<> moved_into_a_closure() {
  std::string text = "x";
  auto t = send(text);
  auto body = [t = std::move(t)]() mutable -> co::task<> { co_await t; };
  co_await body();
}

co::task<> elements() {
  std::string text = "x";
  std::vector<co::eager<>> started;
  started.push_back(start(text));
  started[0] = start(text);
  started.at(0) = start(text);
  co::eager<> fixed[2] = {start(text), start(text)};
  fixed[1] = start(text);
  struct {
    co::eager<> first;
  } both{start(text)};
  both.first = start(text);
  for (auto &t : started)
    co_await t;
  co_await fixed[1];
  co_await both.first;
}

std::vector<co::eager<>> kept;
void elements_of_others() {
  std::string text = "x";
  kept[0] = start(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: local 'text' is bound to parameter 'text' of coroutine 'start' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
}

co::task<> moving_calls_no_coroutine() {
  auto t = send("literal");
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  kept.push_back(std::move(kept[0]));
  auto u = std::move(t);
  co_await u;
}

co::task<> factory_in_a_lambda() {
  std::string text = "x";
  auto make = [&text] { return send(text); };
  co_await make();
}

asio::awaitable<void> greet(const std::string &text) {
  co_await asio::post(asio::use_awaitable);
  use(text);
}
asio::awaitable<void> count(std::atomic<int> &done) {
  co_await asio::post(asio::use_awaitable);
  ++done;
}
struct event {
  co::awaiter<> wait();
  co::awaiter<> operator co_await();
  void set();
};
asio::awaitable<void> signal(event &e) {
  co_await asio::post(asio::use_awaitable);
  e.set();
}

void nobody_waits(asio::thread_pool &pool) {
  std::string text = "x";
  asio::co_spawn(pool, greet(text), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: local 'text' is bound to parameter 'text' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
void joins_the_pool(asio::thread_pool &pool) {
  std::string text = "x";
  asio::co_spawn(pool, greet(text), asio::detached);
  pool.join();
}
void gets_the_future(asio::thread_pool &pool) {
  std::string text = "x";
  asio::co_spawn(pool, greet(text), asio::use_future).get();
  asio::co_spawn(pool, greet("temporary"), asio::use_future).get();
  auto later = asio::co_spawn(pool, greet(text), asio::use_future);
  later.wait();
}
void drops_the_future(asio::thread_pool &pool) {
  std::string text = "x";
  asio::co_spawn(pool, greet(text), asio::use_future);
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: local 'text' is bound to parameter 'text' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
}
void spins(asio::thread_pool &pool) {
  std::atomic<int> done = 0;
  asio::co_spawn(pool, count(done), asio::detached);
  while (done == 0)
    ;
}
void spins_on_something_else(asio::thread_pool &pool, std::vector<int> &queue) {
  std::atomic<int> done = 0;
  asio::co_spawn(pool, count(done), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: local 'done' is bound to parameter 'done' of coroutine 'count' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  while (!queue.empty())
    queue.pop_back();
}
co::task<> awaits_the_event(asio::thread_pool &pool) {
  event done;
  asio::co_spawn(pool, signal(done), asio::detached);
  co_await done;
  event again;
  asio::co_spawn(pool, signal(again), asio::detached);
  co_await again.wait();
}
asio::awaitable<void> write(asio::ip::tcp::socket &socket) {
  co_await asio::post(asio::use_awaitable);
  socket.shutdown(asio::ip::tcp::socket::shutdown_send);
}
asio::awaitable<void> reads_meanwhile(asio::ip::tcp::socket accepted) {
  asio::ip::tcp::socket socket = std::move(accepted);
  char data[16];
  asio::co_spawn(socket.get_executor(), write(socket), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: local 'socket' is bound to parameter 'socket' of coroutine 'write' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
}

void run(asio::thread_pool &pool, asio::awaitable<void> task) {
  std::promise<void> done;
  asio::co_spawn(pool, std::move(task),
                 [&done](std::exception_ptr) { done.set_value(); });
  done.get_future().wait();
}
void waits_in_a_helper(asio::thread_pool &pool) {
  std::string text = "x";
  run(pool, greet(text));
  run(pool, greet("temporary"));
}

struct group {
  // Defined elsewhere: takes the task over.
  co::task<> spawn(co::task<> &&t);
};
co::task<> handed_over(group &g) {
  std::string text = "x";
  auto joined = g.spawn(send(text));
  co_await joined;
}
