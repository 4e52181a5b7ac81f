// async-tidy: options={AsyncModelFiles: "%S/owner_model.yaml"}
// Objects that end their coroutines themselves.
#include "task.h"

#include <memory>

namespace rt {
struct token {
  bool is_cancelled() const;
};
struct source {
  token get_token() const;
  void cancel();
};
struct baton {
  void wait();
  void post();
};
co::task<> with_cancellation(token, co::task<>);
void start(co::task<>);
} // namespace rt

struct waits_itself : std::enable_shared_from_this<waits_itself> {
  ~waits_itself() { stop(); }
  void stop() { finish(); }
  void finish() { done.wait(); }
  co::task<> run() {
    co_await co::yield();
    done.post();
  }
  void begin() { rt::start(run()); }
  rt::baton done;
};
struct cancels_itself : std::enable_shared_from_this<cancels_itself> {
  co::task<> run() {
    co_await co::yield();
    ++count;
  }
  void begin() { rt::start(rt::with_cancellation(source.get_token(), run())); }
  void begin_without() {
    rt::start(run());
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine 'run' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
  }
  void begin_with(rt::token other) {
    rt::start(rt::with_cancellation(other, run()));
    // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: coroutine 'run' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
  }
  rt::source source;
  int count = 0;
};
struct only_posts : std::enable_shared_from_this<only_posts> {
  ~only_posts() { done.post(); }
  co::task<> run() {
    co_await co::yield();
    done.post();
  }
  void begin() {
    rt::start(run());
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine 'run' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
  }
  rt::baton done;
};
