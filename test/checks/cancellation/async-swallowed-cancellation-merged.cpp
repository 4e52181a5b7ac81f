// async-tidy: checks=async-swallowed-cancellation,async-blocking-call,async-discarded-awaitable options={AsyncModelFiles: "%S/merged_model.yaml"}
// A user's file adds to a library that is known: all else that is known of it stays.
#include "asio.h"

#include <chrono>
#include <thread>

namespace asio {
void legacy_connect(int);
}
void log(const char *);
asio::awaitable<void> session();

asio::awaitable<void> still_knows_the_carriers() {
  for (;;) {
    try {
      co_await session();
    } catch (const std::exception &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}
asio::awaitable<void> still_knows_what_cancellation_looks_like() {
  for (;;) {
    try {
      co_await session();
    } catch (const asio::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        throw;
      log(e.what());
    }
  }
}
asio::awaitable<void> knows_what_was_added() {
  asio::legacy_connect(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'asio::legacy_connect' blocks the thread that runs coroutine 'knows_what_was_added': it waits for the network [async-blocking-call]
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'knows_what_was_added': it sleeps [async-blocking-call]
  session();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'session' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await session();
}
