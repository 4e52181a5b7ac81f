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
// CHECK-NOTES: :[[@LINE-1]]:36: warning: reference parameter 'text' is used after coroutine 'send' was suspended, but a call binds a temporary to it and hands the task on [async-dangling-parameter]
// CHECK-NOTES: :[[@LINE-2]]:36: note: take it by value
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
void enqueue(int id) { submit(send(std::to_string(id))); }
// CHECK-NOTES: :[[@LINE-1]]:31: note: this call's task may outlive its argument

co::task<> send_view(std::string_view text) {
// CHECK-NOTES: :[[@LINE-1]]:39: warning: view parameter 'text' is used after coroutine 'send_view' was suspended, but a call binds a local of the caller to it and hands the task on [async-dangling-parameter]
// CHECK-NOTES: :[[@LINE-2]]:39: note: take an owning type by value
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
void enqueue_local(int id) {
  std::string text = std::to_string(id);
  submit(send_view(text));
  // CHECK-NOTES: :[[@LINE-1]]:10: note: this call's task may outlive its argument
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
  // CHECK-NOTES: :[[@LINE-1]]:39: warning: reference parameter 'text' is used after coroutine 'visit' was suspended, but a call binds a temporary to it and hands the task on [async-dangling-parameter]
  // CHECK-NOTES: :[[@LINE-2]]:39: note: take it by value
    co_await co::yield();
    use(text);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the coroutine was suspended
  }
};
void visit_later(Visitor &v) { submit(v.visit("temporary")); }
// CHECK-NOTES: :[[@LINE-1]]:39: note: this call's task may outlive its argument

template <class T> co::task<> put(T &&value) {
// CHECK-NOTES: :[[@LINE-1]]:39: warning: reference parameter 'value' is used after coroutine 'put' was suspended, but a call binds a local of the caller to it and hands the task on [async-dangling-parameter]
// CHECK-NOTES: :[[@LINE-2]]:39: note: take it by value
  co_await co::yield();
  use(value);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
void put_later(std::string s) { submit(put(std::move(s))); }
// CHECK-NOTES: :[[@LINE-1]]:40: note: this call's task may outlive its argument

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
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: coroutine 'raw' uses '*this' after a suspension, but nobody waits for it and nothing keeps the object alive [async-dangling-parameter]
  // CHECK-NOTES: :[[@LINE-2]]:23: note: keep 'shared_from_this()' in a local from before the first suspension
    co_await co::yield();
    title = "ready";
    // CHECK-NOTES: :[[@LINE-1]]:5: note: used here after the coroutine was suspended
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
// CHECK-NOTES: :[[@LINE-1]]:60: note: expanded from macro 'COROUTINE'
COROUTINE(from_macro) {
// CHECK-NOTES: :[[@LINE-1]]:1: warning: reference parameter 'text' is used after coroutine 'from_macro' was suspended, but a call binds a temporary to it and hands the task on [async-dangling-parameter]
// CHECK-NOTES: :[[@LINE-2]]:1: note: take it by value
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
void enqueue_macro(int id) { submit(from_macro(std::to_string(id))); }
// CHECK-NOTES: :[[@LINE-1]]:37: note: this call's task may outlive its argument

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
