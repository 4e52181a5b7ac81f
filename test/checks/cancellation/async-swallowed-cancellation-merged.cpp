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
  std::this_thread::sleep_for(std::chrono::seconds(1));
  session();
  co_await session();
}
