// References and views in aggregates.
#include "task.h"

#include <string>
#include <string_view>

void use(const std::string &);

struct by_reference {
  const std::string &text;
  int count = 0;
};
struct by_view {
  int count;
  std::string_view text;
};
struct by_value {
  std::string text;
};
struct nested {
  by_reference inner;
};

co::task<> sends(by_reference r) {
  co_await co::yield();
  use(r.text);
}
co::task<> views(by_view v) {
  co_await co::yield();
  use(std::string(v.text));
}
co::task<> owns(by_value v) {
  co_await co::yield();
  use(v.text);
}
co::task<> nests(nested n) {
  co_await co::yield();
  use(n.inner.text);
}

co::task<> braced() {
  std::string name = "x";
  return sends({name});
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'r' of coroutine 'sends' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> named_type() {
  std::string name = "x";
  return sends(by_reference{name, 1});
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'r' of coroutine 'sends' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> parenthesised() {
  std::string name = "x";
  return sends(by_reference(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'r' of coroutine 'sends' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> of_a_view() {
  std::string name = "x";
  return views({1, name});
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'v' of coroutine 'views' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> in_a_variable() {
  std::string name = "x";
  by_reference r{name};
  return sends(r);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'r' of coroutine 'sends' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> in_another() {
  std::string name = "x";
  return nests({{name}});
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'name' is bound to parameter 'n' of coroutine 'nests' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}

co::task<> copied() {
  std::string name = "x";
  return owns({name});
}
co::task<> of_the_caller(const std::string &name) { return sends({name}); }
co::task<> in_place() {
  std::string name = "x";
  co_await sends({name});
  co_await nests({{name}});
}
co::task<> literal() { return views({1, "x"}); }
