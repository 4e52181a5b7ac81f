// Parameters of coroutines whose tasks are handed to somebody unknown.
#include "task.h"

#include <memory>
#include <string>
#include <string_view>

void use(std::string_view);
void submit(co::task<> t);
void submit_eager(co::eager<> t);
int run_until_done(co::task<> t);

co::task<> send(const std::string &text) {
// CHECK-MESSAGES: :[[@LINE-1]]:36: warning: reference parameter 'text' is used after coroutine 'send' was suspended, but a call hands the task on with a temporary as argument; pass it by value [async-dangling-parameter]
  co_await co::yield();
  use(text);
}
void enqueue(int id) { submit(send(std::to_string(id))); }

co::task<> send_view(std::string_view text) {
// CHECK-MESSAGES: :[[@LINE-1]]:39: warning: view parameter 'text' is used after coroutine 'send_view' was suspended, but a call hands the task on with a local of the caller as argument; pass it by value [async-dangling-parameter]
  co_await co::yield();
  use(text);
}
void enqueue_local(int id) {
  std::string text = std::to_string(id);
  submit(send_view(text));
}

co::task<> waited_for(const std::string &text) {
  co_await co::yield();
  use(text);
}
void waits(int id) { run_until_done(waited_for(std::to_string(id))); }

co::task<> awaited(const std::string &text) {
  co_await co::yield();
  use(text);
}
co::task<> caller() { co_await awaited("in place"); }

co::task<> never_called(const std::string &text) {
  co_await co::yield();
  use(text);
}

co::task<> by_value(std::string text) {
  co_await co::yield();
  use(text);
}
void enqueue_value(int id) { submit(by_value(std::to_string(id))); }

co::eager<> early(const std::string &text) {
  use(text);
  co_await co::yield();
}
void enqueue_early(int id) { submit_eager(early(std::to_string(id))); }

struct Visitor {
  virtual ~Visitor() = default;
  virtual co::task<> visit(const std::string &text) = 0;
};
struct Printer : Visitor {
  co::task<> visit(const std::string &text) override {
  // CHECK-MESSAGES: :[[@LINE-1]]:39: warning: reference parameter 'text' is used after coroutine 'visit' was suspended, but a call hands the task on with a temporary as argument; pass it by value [async-dangling-parameter]
    co_await co::yield();
    use(text);
  }
};
void visit_later(Visitor &v) { submit(v.visit("temporary")); }

template <class T> co::task<> put(T &&value) {
// CHECK-MESSAGES: :[[@LINE-1]]:39: warning: reference parameter 'value' is used after coroutine 'put' was suspended, but a call hands the task on with a local of the caller as argument; pass it by value [async-dangling-parameter]
  co_await co::yield();
  use(value);
}
void put_later(std::string s) { submit(put(std::move(s))); }

struct Settings {
  std::string name;
};
Settings &settings() {
  static Settings s;
  return s;
}
co::task<> with_settings(const Settings &s) {
  co_await co::yield();
  use(s.name);
}
void enqueue_static() { submit(with_settings(settings())); }

struct Page : std::enable_shared_from_this<Page> {
  std::string title;
  co::fire_and_forget raw() {
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: coroutine 'raw' uses '*this' after a suspension, but nobody waits for it and nothing keeps the object alive; take a shared_from_this() before the first suspension [async-dangling-parameter]
    co_await co::yield();
    title = "ready";
  }
  co::fire_and_forget strong() {
    auto self = shared_from_this();
    co_await co::yield();
    title = "ready";
  }
  co::fire_and_forget weak() {
    auto self = weak_from_this();
    co_await co::yield();
    if (auto page = self.lock())
      page->title = "ready";
  }
  co::fire_and_forget before_only() {
    std::string copy = title;
    co_await co::yield();
    use(copy);
  }
  co::task<> awaitable() {
    co_await co::yield();
    title = "ready";
  }
};
struct Plain {
  std::string title;
  co::fire_and_forget raw() {
    co_await co::yield();
    title = "ready";
  }
};

#define COROUTINE(name) co::task<> name(const std::string &text)
COROUTINE(from_macro) {
// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: reference parameter 'text' is used after coroutine 'from_macro' was suspended, but a call hands the task on with a temporary as argument; pass it by value [async-dangling-parameter]
  co_await co::yield();
  use(text);
}
void enqueue_macro(int id) { submit(from_macro(std::to_string(id))); }

// Only looked at, and tasks cannot be copied.
template <class... T> void ignore_unused(const T &...);
co::task<> only_looked_at(const std::string &text) {
  co_await co::yield();
  use(text);
}
template <class... T> void ignore_all(T &&...) {}
void looks() {
  std::string text = "x";
  ignore_unused(only_looked_at(text));
  ignore_all(only_looked_at(text));
}
