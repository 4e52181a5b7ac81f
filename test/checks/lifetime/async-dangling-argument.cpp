// Arguments that are gone when the task uses them.
#include "task.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct Row {
  std::string key;
};
void use(std::string_view);
void submit(co::task<> t);
co::task<> all(co::task<> a, co::task<> b);

co::task<> send(const std::string &text) {
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-2]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-3]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-4]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-5]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-6]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-7]]:7: note: used here after the coroutine was suspended
  // CHECK-NOTES: :[[@LINE-8]]:7: note: used here after the coroutine was suspended
}
co::task<> send_view(std::string_view text) {
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
co::task<> sum(std::initializer_list<int> values) {
  co_await co::yield();
  for (int v : values)
  // CHECK-NOTES: :[[@LINE-1]]:16: note: used here after the coroutine was suspended
    use(std::to_string(v));
}
co::task<> rows(std::span<const Row> r) {
  co_await co::yield();
  use(r[0].key);
}
co::task<> owned(std::string text) {
  co_await co::yield();
  use(text);
}
co::task<> unused(const std::string &) { co_await co::yield(); }
co::task<> configured(const Row &r = {}) {
  co_await co::yield();
  use(r.key);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
co::eager<> copies_first(const std::string &text) {
  std::string copy = text;
  co_await co::yield();
  use(copy);
}
co::eager<> uses_late(const std::string &text) {
  use(text);
  co_await co::yield();
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
co::task<> declared_only(const std::string &text);
co::eager<> declared_eager(const std::string &text);

co::task<> temporaries() {
  auto a = send("temporary");
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  auto b = send_view(std::string("temporary"));
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'send_view' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  auto c = sum({1, 2, 3});
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'values' of coroutine 'sum' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  auto d = configured();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: the default argument is bound to parameter 'r' of coroutine 'configured' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  auto e = uses_late("temporary");
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'uses_late' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  auto f = declared_only("temporary");
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'declared_only' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  co_await a;
  co_await b;
  co_await c;
  co_await d;
  co_await e;
  co_await f;
}

co::task<> safe_temporaries() {
  co_await send("temporary");
  co_await send_view("literal");
  auto literal = send_view("literal");
  co_await literal;
  co_await all(send("a"), send("b"));
  auto a = owned("temporary");
  co_await a;
  auto b = unused("temporary");
  co_await b;
  auto c = copies_first("temporary");
  co_await c;
  auto d = declared_eager("temporary");
  co_await d;
}

co::task<> locals_in_scope() {
  Row r{"key"};
  auto t = send(r.key);
  std::vector<co::task<>> tasks;
  tasks.push_back(send(r.key));
  co_await t;
  for (auto &task : tasks)
    co_await task;
}

co::task<> inner_scope(std::vector<std::string> names) {
  std::vector<co::task<>> tasks;
  for (std::string name : names)
    tasks.push_back(send(name));
    // CHECK-NOTES: :[[@LINE-1]]:5: note: the task is handed on here
    // CHECK-NOTES: :[[@LINE-2]]:21: warning: local 'name' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: await the call in place, or take the parameter by value
  for (const std::string &name : names)
    tasks.push_back(send(name));
  for (auto &task : tasks)
    co_await task;
}

co::task<> returned(std::string key) {
  Row r{std::move(key)};
  return send(r.key);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task leaves the function here
  // CHECK-NOTES: :[[@LINE-2]]:10: warning: local 'r' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:10: note: await the call in place, or take the parameter by value
}
co::task<> returned_parameter(std::string key) { return send(key); }
// CHECK-NOTES: :[[@LINE-1]]:50: note: the task leaves the function here
// CHECK-NOTES: :[[@LINE-2]]:57: warning: local 'key' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
// CHECK-NOTES: :[[@LINE-3]]:57: note: await the call in place, or take the parameter by value
co::task<> returned_reference(const std::string &key) { return send(key); }
co::task<> awaited_instead(std::string key) {
  Row r{std::move(key)};
  co_await send(r.key);
}

std::vector<co::task<>> pending;
std::string global_name;
void stored(int id) {
  std::string name = std::to_string(id);
  pending.push_back(send(name));
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:21: warning: local 'name' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:21: note: await the call in place, or take the parameter by value
  pending.push_back(send(global_name));
}

struct Parser {
  std::string text;
  co::task<> run() {
    co_await co::yield();
    use(text);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the coroutine was suspended
    // CHECK-NOTES: :[[@LINE-2]]:9: note: used here after the coroutine was suspended
  }
  co::task<> no_members() { co_await co::yield(); }
};
co::task<> temporary_object() {
  auto t = Parser{"text"}.run();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:27: warning: a temporary is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:27: note: keep the object alive until the task is done
  co_await t;
  co_await Parser{"text"}.run();
  auto u = Parser{"text"}.no_members();
  co_await u;
}
co::task<> returned_object() {
  Parser p;
  return p.run();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task leaves the function here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: local 'p' is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: keep the object alive until the task is done
}

co::generator<char> characters(const std::string &text) {
  for (char c : text)
  // CHECK-NOTES: :[[@LINE-1]]:17: note: used here after the coroutine was suspended
    co_yield c;
}
void iterates() {
  for (char c : characters("temporary"))
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:17: warning: a temporary is bound to parameter 'text' of coroutine 'characters' and dies before the coroutine uses it: the range-for goes on with the generator [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:17: note: keep it in a variable that outlives the loop, or take the parameter by value
    use({&c, 1});
  std::string name = "name";
  for (char c : characters(name))
    use({&c, 1});
}

template <class T> co::task<> forward(T &&value) {
  co_await co::yield();
  use(value);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
}
co::task<> templates() {
  auto t = forward(std::string("temporary"));
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
  // CHECK-NOTES: :[[@LINE-2]]:12: warning: a temporary is bound to parameter 'value' of coroutine 'forward' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:12: note: await the call in place, or take the parameter by value
  co_await t;
  co_await forward(std::string("temporary"));
}

#define START(name) auto name = send("temporary")
// CHECK-NOTES: :[[@LINE-1]]:21: note: expanded from macro 'START'
// CHECK-NOTES: :[[@LINE-2]]:33: note: expanded from macro 'START'
co::task<> in_macro() {
  START(t);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: a temporary is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await the call in place, or take the parameter by value
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the task is handed on here
  co_await t;
}

co::task<> silenced() {
  auto t = send("temporary"); // NOLINT(async-dangling-argument)
  co_await t;
}

struct Owned {
  int n = 0;
  co::task<> run() {
    co_await co::yield();
    ++n;
    // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the coroutine was suspended
    // CHECK-NOTES: :[[@LINE-2]]:7: note: used here after the coroutine was suspended
  }
};
void adopt(std::unique_ptr<Owned> &);
co::task<> local_unique_ptr() {
  auto p = std::make_unique<std::string>();
  return send(*p);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task leaves the function here
  // CHECK-NOTES: :[[@LINE-2]]:10: warning: local 'p' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:10: note: await the call in place, or take the parameter by value
}
co::task<> local_optional(std::optional<std::string> text) {
  return send(text.value());
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task leaves the function here
  // CHECK-NOTES: :[[@LINE-2]]:10: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:10: note: await the call in place, or take the parameter by value
}
co::task<> object_of_local_unique_ptr() {
  auto p = std::make_unique<Owned>();
  if (p)
    return p->run();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: the task leaves the function here
    // CHECK-NOTES: :[[@LINE-2]]:15: warning: local 'p' is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
    // CHECK-NOTES: :[[@LINE-3]]:15: note: keep the object alive until the task is done
  return p.get()->run();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task leaves the function here
  // CHECK-NOTES: :[[@LINE-2]]:19: warning: local 'p' is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: keep the object alive until the task is done
}
co::task<> awaits_with_local_owner() {
  auto p = std::make_unique<Owned>();
  co_await p->run();
}
co::task<> local_owner_is_looked_at_again(std::vector<std::unique_ptr<Owned>> &all) {
  auto p = std::make_unique<Owned>();
  Owned &o = *p;
  all.push_back(std::move(p));
  if (p)
    return p->run();
  return o.run();
}
co::task<> owner_is_somewhere_else(std::unique_ptr<Owned> &p, const std::shared_ptr<Owned> &q) {
  if (p)
    return p->run();
  return q->run();
}
co::task<> local_owner_is_moved(std::vector<std::unique_ptr<Owned>> &all) {
  auto p = std::make_unique<Owned>();
  Owned &o = *p;
  all.push_back(std::move(p));
  return o.run();
}
co::task<> local_owner_may_be_emptied() {
  auto p = std::make_unique<Owned>();
  auto t = p->run();
  adopt(p);
  return t;
}
// A copy of the shared_ptr may keep the object.
co::task<> FN_only_shared_owner() {
  auto p = std::make_shared<Owned>();
  return p->run();
}
co::task<> temporary_for_a_lambda() {
  auto t = [](const std::string &text) -> co::task<> {
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the task is handed on here
    co_await co::yield();
    use(text);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the coroutine was suspended
  }(std::string("x"));
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: a temporary is bound to parameter 'text' of this lambda coroutine and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: await the call in place, or take the parameter by value
  co_await t;
  co_await [](const std::string &text) -> co::task<> {
    co_await co::yield();
    use(text);
  }(std::string("x"));
}
