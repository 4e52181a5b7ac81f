// Iterators of, views into and loops over containers that belong to a thread.
#include "task.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

co::task<> work();
void use(int);
void use(std::string_view);

thread_local std::vector<int> numbers;
thread_local std::map<int, int> table;
thread_local std::string text;
std::vector<int> shared;

co::task<> iterator() {
  auto it = numbers.begin();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'it' comes from the thread-local 'numbers', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(*it);
}
co::task<> found() {
  auto it = table.find(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'it' comes from the thread-local 'table', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(it->second);
}
co::task<> view() {
  std::string_view v = text;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'v' comes from the thread-local 'text', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(v);
}
co::task<> span() {
  std::span<int> s(numbers);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 's' comes from the thread-local 'numbers', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(s[0]);
}
co::task<> loop() {
  for (int i : numbers) {
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: this loop suspends while it iterates over the thread-local 'numbers', and another thread may run the rest of it [async-thread-local-across-suspension]
    co_await work();
    use(i);
  }
}
co::task<> loop_with_bindings() {
  for (auto &[key, value] : table) {
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: this loop suspends while it iterates over the thread-local 'table', and another thread may run the rest of it [async-thread-local-across-suspension]
    co_await work();
    use(key + value);
  }
}

// ---- fine ----

co::task<> copy() {
  auto mine = numbers;
  for (int i : mine) {
    co_await work();
    use(i);
  }
  std::string t = text;
  std::string_view v = t;
  co_await work();
  use(v);
}
co::task<> finished_before() {
  int sum = 0;
  for (int i : numbers)
    sum += i;
  auto it = table.find(1);
  use(it->second);
  co_await work();
  use(sum);
}
co::task<> got_again() {
  auto it = table.find(1);
  use(it->second);
  co_await work();
  it = table.find(1);
  use(it->second);
}
co::task<> leaves() {
  for (int i : numbers)
    if (i > 3) {
      co_await work();
      break;
    }
}
co::task<> not_of_a_thread() {
  for (int i : shared) {
    co_await work();
    use(i);
  }
}
