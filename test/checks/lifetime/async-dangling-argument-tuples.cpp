// Pairs, tuples and optionals of references and views, and std::ref.
#include <task.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using std::string;
void use(std::string_view);

co::task<> pair(std::pair<const string &, int> p) {
  co_await co::yield();
  use(p.first);
}
co::task<> tuple(std::tuple<int, std::string_view> t) {
  co_await co::yield();
  use(std::get<1>(t));
}
co::task<> maybe(std::optional<std::string_view> text) {
  co_await co::yield();
  use(*text);
}
co::task<> wrapped(std::reference_wrapper<const string> text) {
  co_await co::yield();
  use(text.get());
}
co::task<> values(std::pair<string, int> p, std::optional<string> o) {
  co_await co::yield();
  use(p.first);
  use(*o);
}
std::vector<co::task<>> kept;

void temporaries(const string &name) {
  auto a = pair({name + "a", 1});
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'p' of coroutine 'pair' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  kept.push_back(std::move(a));
  auto b = tuple({1, name + "b"});
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 't' of coroutine 'tuple' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  kept.push_back(std::move(b));
  auto c = maybe(name + "c");
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'maybe' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  kept.push_back(std::move(c));
  auto d = values({name + "d", 1}, name + "d");
  kept.push_back(std::move(d));
}
co::task<> of_locals(int id) {
  string text = std::to_string(id);
  return pair({text, 1});
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'text' is bound to parameter 'p' of coroutine 'pair' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> of_forward(int id) {
  string text = std::to_string(id);
  return tuple(std::tuple<int, std::string_view>(1, text));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'text' is bound to parameter 't' of coroutine 'tuple' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> of_reference_wrapper(int id) {
  string text = std::to_string(id);
  return wrapped(std::cref(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'text' is bound to parameter 'text' of coroutine 'wrapped' and dies before the coroutine uses it: the task is returned [async-dangling-argument]
}
co::task<> awaited(int id) {
  string text = std::to_string(id);
  co_await pair({text, 1});
  co_await tuple({1, text + "x"});
  co_await maybe(text + "x");
  co_await wrapped(std::cref(text));
}
co::task<> of_caller(const string &text, std::string_view view) {
  return pair({text, 1});
}
co::task<> none() { return maybe(std::nullopt); }
