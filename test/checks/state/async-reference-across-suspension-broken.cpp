// async-tidy: expect-errors expect-gaps
// Code as it looks while someone types.
#include "task.h"

#include <vector>

co::task<> work();
std::vector<int> items;
void change() { items.push_back(1); }
co::task<> fine() {
  int &i = items[0];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'i' refers into 'items', which can change while the coroutine is suspended [async-reference-across-suspension]
  co_await work();
  i = 1;
}
co::task<> broken() {
  int &i = missing();
  co_await work();
  i = 1;
}
template <class T> co::task<> dependent(T &t) {
  int &x = t[0];
  co_await work();
  x = 1;
  for (co::task<> &y : t)
    co_await y;
}
