#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <task.h>
#include <thread>
#include <vector>

co::task<> refresh(int id);
void show(int id);
void run(co::task<> t);

// Wrappers.
using listener = std::function<void(int)>;
void subscribe(listener l);
template <class Signature> class delegate;
template <class R, class... A> class delegate<R(A...)> {
public:
  delegate() = default;
  template <class F> delegate(F) {}
  R operator()(A... a) const;
};
struct table {
  std::vector<listener> all;
  std::map<std::string, listener> named;
  listener one;
  delegate<void()> own;
};

void wrappers(table &t) {
  listener direct = [](int id) -> co::task<> { co_await refresh(id); };
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: hand the task to something that runs it and sees how it ends
  direct(1);
  subscribe([](int id) -> co::task<> { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: hand the task to something that runs it and sees how it ends
  t.all.push_back([](int id) -> co::task<> { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: hand the task to something that runs it and sees how it ends
  t.all.emplace_back([](int id) -> co::task<> { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:22: note: hand the task to something that runs it and sees how it ends
  t.one = [](int id) -> co::task<> { co_await refresh(id); };
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: hand the task to something that runs it and sees how it ends
  t.named["a"] = [](int id) { return refresh(id); };
  // CHECK-NOTES: :[[@LINE-1]]:18: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:18: note: hand the task to something that runs it and sees how it ends
  t.one = refresh;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: hand the task to something that runs it and sees how it ends
  auto job = [](int id) -> co::task<> { co_await refresh(id); };
  // CHECK-NOTES: :[[@LINE-1]]:14: note: it calls this
  subscribe(job);
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: hand the task to something that runs it and sees how it ends
  t.own = [] { return refresh(1); };
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'delegate<void ()>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: hand the task to something that runs it and sees how it ends
}

void not_wrappers(table &t) {
  std::function<co::task<>(int)> task = [](int id) -> co::task<> { co_await refresh(id); };
  listener plain = [](int id) { show(id); };
  t.one = plain;
  t.all.push_back(std::move(plain));
  t.one = nullptr;
  t.one = [](int id) { auto held = refresh(id); };
}

// Functions that do not look at results.
void functions(const std::vector<int> &ids) {
  std::for_each(ids.begin(), ids.end(), [](int id) -> co::task<> { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:41: warning: 'std::for_each' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:41: note: hand the task to something that runs it and sees how it ends
  std::thread t([]() -> co::task<> { co_await refresh(1); });
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'std::thread' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: hand the task to something that runs it and sees how it ends
  t.join();
  std::thread u(refresh, 1);
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'std::thread' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: hand the task to something that runs it and sees how it ends
  u.join();
  std::for_each(ids.begin(), ids.end(), [](int id) { show(id); });
  std::vector<co::task<>> all;
  std::transform(ids.begin(), ids.end(), std::back_inserter(all), [](int id) -> co::task<> { co_await refresh(id); });
  std::thread v([] { show(1); });
  v.join();
  std::thread w([](std::function<co::task<>()> make) { run(make()); }, [] { return refresh(1); });
  w.join();
}

// Tasks that are made to be dropped, or lose nothing.
co::eager<> background(int id) noexcept;
struct quiet {
  struct promise_type {
    quiet get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct tick {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
void eager(table &t) {
  t.one = [](int id) -> co::fire_and_forget {
    co_await co::yield();
    show(id);
  };
  t.one = [](int) -> quiet { co_await tick(); };
  t.one = [](int id) -> quiet {
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'std::function<void (int)>' drops the task that this callable returns: it runs unobserved, and its result and exception are lost [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: catch its failures in the coroutine, or hand the task to something that sees how it ends
    co_await co::yield();
    if (id < 0)
      throw id;
  };
}

template <class F> void each(const std::vector<int> &ids, F f) {
  std::for_each(ids.begin(), ids.end(), f);
}
template <class T> void in_template(const std::vector<T> &ids) {
  std::for_each(ids.begin(), ids.end(), [](T id) -> co::task<> { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:41: warning: 'std::for_each' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:41: note: hand the task to something that runs it and sees how it ends
}
template void in_template(const std::vector<int> &);

#define ON_EVENT(TABLE, BODY) (TABLE).one = [](int id) -> co::task<> BODY
// CHECK-NOTES: :[[@LINE-1]]:45: note: expanded from macro 'ON_EVENT'
void in_macro(table &t) {
  ON_EVENT(t, { co_await refresh(id); });
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'std::function<void (int)>' drops the task that this callable returns: the coroutine never runs [async-void-callback]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hand the task to something that runs it and sees how it ends
}
