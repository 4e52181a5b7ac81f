// async-tidy: checks=async-detached-task,async-discarded-awaitable,async-unawaited-local
// A pattern and its instances have one verdict; what the pattern cannot know is for the instances to tell.
#include "asio.h"

using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::use_awaitable;
using asio::ip::tcp;

void log(const char *text);
awaitable<void> session();
template <class T> awaitable<void> quiet(T) noexcept {
  co_await session();
}
template <class T> awaitable<void> guarded(T) {
  try {
    co_await session();
  } catch (const std::exception &e) {
    log(e.what());
  }
}
template <class T> awaitable<void> throws(T) { co_await session(); }

/// Nobody instantiates it, and neither what it calls.
template <class Stream> struct never_instantiated {
  Stream stream;
  asio::any_io_executor ex;
  awaitable<void> reads() {
    try {
      co_await session();
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
  awaitable<void> with_any_token() {
    auto [ec, n] = co_await stream.async_read(asio::as_tuple(use_awaitable));
  }
  awaitable<void> fails() { co_await session(); }
  void starts() {
    co_spawn(ex, quiet(1), detached);
    co_spawn(ex, guarded(1), detached);
    co_spawn(ex, reads(), detached);
    co_spawn(ex, with_any_token(), detached);
    co_spawn(ex, session(), detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: an exception that leaves 'session' is lost because the task is detached [async-detached-task]
    co_spawn(ex, fails(), detached); // may fail: an instance would tell
  }
};

/// The same, instantiated.
struct harmless {
  awaitable<std::tuple<asio::error_code, int>> async_read(int);
};
template <class Stream> struct instantiated {
  asio::any_io_executor ex;
  awaitable<void> fails() { co_await session(); }
  void starts() {
    co_spawn(ex, quiet(1), detached);
    co_spawn(ex, guarded(1), detached);
    co_spawn(ex, throws(1), detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: an exception that leaves 'throws' is lost because the task is detached [async-detached-task]
    co_spawn(ex, session(), detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: an exception that leaves 'session' is lost because the task is detached [async-detached-task]
    co_spawn(ex, fails(), detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: an exception that leaves 'fails' is lost because the task is detached [async-detached-task]
  }
};
template struct instantiated<harmless>;
template struct instantiated<tcp::socket>;

/// A branch that only some instances have.
template <bool Waits> awaitable<void> branches() {
  if constexpr (Waits)
    co_await session();
  else
    session();
  session();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'session' is discarded: the coroutine never runs [async-discarded-awaitable]
}
template <bool Waits> awaitable<void> taken() {
  if constexpr (!Waits)
    session();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task returned by 'session' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_return;
}
awaitable<void> takes() {
  co_await taken<true>();
  co_await taken<false>();
}
