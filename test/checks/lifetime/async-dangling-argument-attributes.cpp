// What sources say about lifetimes and coroutine types in clang's attributes.
#include "task.h"

#include <string>
#include <string_view>

namespace app {
/// Every argument must live as long as the task.
template <class T>
struct [[clang::coro_return_type, clang::coro_lifetimebound]] bound {
  struct promise_type {
    bound get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  ~bound();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
} // namespace app

std::string name();
void use(std::string_view);

// Only declared, and eager: without the attribute nothing would tell.
app::bound<int> lookup(const std::string &key);
[[clang::coro_wrapper]] app::bound<int> cached(const std::string &key);
[[clang::coro_wrapper, clang::coro_disable_lifetimebound]] app::bound<int>
copied(const std::string &key);

co::task<> stored() {
  auto a = lookup(name());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'key' of coroutine 'lookup' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  auto b = cached(name());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'key' of coroutine 'cached' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  auto c = copied(name());
  co_await lookup(name());
  co_await a;
  co_await b;
  co_await c;
}

// A parameter that is marked needs its argument, whatever the body shows.
co::task<int> local(const std::string &key [[clang::lifetimebound]]) {
  co_await co::yield();
  co_return 1;
}
co::task<int> unneeded(const std::string &key) {
  co_await co::yield();
  co_return 1;
}
co::task<int> remote(const std::string &key [[clang::lifetimebound]], int port);
co::task<> stores_remote() {
  auto t = remote(name(), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'key' of coroutine 'remote' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_await t;
  auto u = local(name());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'key' of coroutine 'local' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_await u;
  auto v = unneeded(name());
  co_await v;
}

// The same holds for the object, where the attribute follows the parameters; any
// declaration counts.
struct Client {
  co::task<int> bound(int) [[clang::lifetimebound]];
  co::task<int> unbound(int);
  co::task<int> defined(int) [[clang::lifetimebound]];
};
co::task<int> Client::defined(int n) {
  co_await co::yield();
  co_return n;
}
Client client();
co::task<> stores_of_objects() {
  auto a = client().bound(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a temporary is bound to the object of coroutine 'bound' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  auto b = client().unbound(1);
  auto c = client().defined(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a temporary is bound to the object of coroutine 'defined' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_await a;
  co_await b;
  co_await c;
}

// Results of other functions refer to their marked arguments.
const std::string &longer(const std::string &a [[clang::lifetimebound]],
                          const std::string &b [[clang::lifetimebound]]);
const std::string &unmarked(const std::string &a);
struct Row {
  const std::string &key() const [[clang::lifetimebound]];
  const std::string &other() const;
};
Row row();
co::task<> send(const std::string &text) {
  co_await co::yield();
  use(text);
}
co::task<> results() {
  static std::string forever;
  auto a = send(longer(name(), forever));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  auto b = send(longer(forever, forever));
  auto c = send(unmarked(name()));
  auto d = send(row().key());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  auto e = send(row().other());
  co_await a;
  co_await b;
  co_await c;
  co_await d;
  co_await e;
}
