// async-tidy: checks=async-dangling-argument,async-dangling-parameter,async-detached-capture args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// Coroutines that keep their own object.
#include "task.h"

#include <asio.hpp>
#include <memory>
#include <string>

template <class T> struct intrusive_ptr {
  intrusive_ptr(T *);
  intrusive_ptr(const intrusive_ptr &);
  ~intrusive_ptr();
  T *operator->() const;
};

struct Session : std::enable_shared_from_this<Session> {
  asio::io_context &io;
  std::string buffer;

  asio::awaitable<void> step() { co_await asio::post(asio::use_awaitable); }
  asio::awaitable<void> kept() {
    auto self = shared_from_this();
    co_await step();
    buffer.clear();
  }
  asio::awaitable<void> kept_by_copy() {
    int count = 0;
    std::shared_ptr<Session> self(shared_from_this());
    co_await step();
    buffer.clear();
  }
  asio::awaitable<void> kept_by_pointer() {
    intrusive_ptr<Session> self(this);
    co_await step();
    buffer.clear();
  }
  asio::awaitable<void> too_late() {
    co_await step();
    auto self = shared_from_this();
    buffer.clear();
  }
  asio::awaitable<void> only_weak() {
    auto weak = weak_from_this();
    co_await step();
    buffer.clear();
  }
  asio::awaitable<void> in_a_block() {
    {
      auto self = shared_from_this();
    }
    co_await step();
    buffer.clear();
  }
  asio::awaitable<void> by_reference() {
    const auto &name = shared_from_this()->buffer;
    co_await step();
    buffer = name;
  }
  void start() {
    asio::co_spawn(io, kept(), asio::detached);
    asio::co_spawn(io, kept_by_copy(), asio::detached);
    asio::co_spawn(io, kept_by_pointer(), asio::detached);
    asio::co_spawn(io, too_late(), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'too_late' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
    asio::co_spawn(io, only_weak(), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'only_weak' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
    asio::co_spawn(io, in_a_block(), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'in_a_block' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
    asio::co_spawn(io, by_reference(), asio::detached);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'by_reference' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
  }
  void lambdas() {
    asio::co_spawn(
        io,
        [this]() -> asio::awaitable<void> {
          auto self = shared_from_this();
          co_await step();
        },
        asio::detached);
    asio::co_spawn(
        io, [this]() -> asio::awaitable<void> { co_await step(); }, asio::detached);
        // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
    // No coroutine: it runs later, and the object may be gone then.
    asio::post(io, [this] { auto self = shared_from_this(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
  }
};

struct Page : std::enable_shared_from_this<Page> {
  std::string title;
  co::fire_and_forget kept_by_parameter(std::shared_ptr<Page> self) {
    co_await co::yield();
    title = "x";
  }
  co::fire_and_forget other_owner(std::shared_ptr<std::string> text) {
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: coroutine 'other_owner' uses '*this' after a suspension, but nobody waits for it and nothing keeps the object alive [async-dangling-parameter]
    co_await co::yield();
    title = *text;
  }
  co::fire_and_forget kept_by_pointer() {
    intrusive_ptr<Page> self(this);
    co_await co::yield();
    title = "x";
  }
};
