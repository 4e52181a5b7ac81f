// Closures that outlive the tasks because the function waits.
// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
#include "task.h"

#include <asio.hpp>
#include <atomic>
#include <future>
#include <vector>

void use(int);

void spins(asio::thread_pool &pool) {
  std::atomic<int> left = 2;
  auto work = [&]() -> asio::awaitable<void> {
    co_await asio::post(asio::use_awaitable);
    --left;
  };
  asio::co_spawn(pool, work(), asio::detached);
  asio::co_spawn(pool, work(), asio::detached);
  while (left) {
  }
}

void nobody_waits(asio::thread_pool &pool) {
  std::atomic<int> left = 2;
  auto work = [&]() -> asio::awaitable<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
    co_await asio::post(asio::use_awaitable);
    --left;
  };
  asio::co_spawn(pool, work(), asio::detached);
}

void temporary_closures(asio::thread_pool &pool) {
  int n = 1;
  asio::co_spawn(
      pool,
      [&]() -> asio::awaitable<void> {
        co_await asio::post(asio::use_awaitable);
        use(n);
      }(),
      asio::use_future)
      .get();
  auto later = asio::co_spawn(
      pool,
      [&]() -> asio::awaitable<void> {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
        co_await asio::post(asio::use_awaitable);
        use(n);
      }(),
      asio::use_future);
  later.get();
}

co::task<> elements(int n) {
  auto work = [&]() -> co::eager<> {
    co_await co::yield();
    use(n);
  };
  std::vector<co::eager<>> started;
  started.push_back(work());
  started[0] = work();
  co_await started[0];
}

co::task<> borrowed(int n) {
  auto work = [&]() -> co::task<> {
    co_await co::yield();
    use(n);
  };
  auto t = work();
  auto check = [&] { return static_cast<bool>(&t); };
  if (check())
    co_await t;
}

/// The function never ends, so the closure is always there.
void watches_for_ever(asio::thread_pool &pool) {
  std::atomic<int> count = 0;
  auto work = [&]() -> asio::awaitable<void> {
    co_await asio::post(asio::use_awaitable);
    ++count;
  };
  for (int i = 0; i < 4; ++i)
    asio::co_spawn(pool, work(), asio::detached);
  while (true)
    use(count);
}

/// Here each round of the endless loop has a closure of its own.
void starts_for_ever(asio::thread_pool &pool) {
  while (true) {
    int n = 0;
    auto work = [&]() -> asio::awaitable<void> {
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
      co_await asio::post(asio::use_awaitable);
      use(n);
    };
    asio::co_spawn(pool, work(), asio::detached);
  }
}

/// This loop has an end.
void watches_a_while(asio::thread_pool &pool) {
  std::atomic<int> count = 0;
  auto work = [&]() -> asio::awaitable<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
    co_await asio::post(asio::use_awaitable);
    ++count;
  };
  asio::co_spawn(pool, work(), asio::detached);
  for (int i = 0; i < 4; ++i)
    use(i);
}
