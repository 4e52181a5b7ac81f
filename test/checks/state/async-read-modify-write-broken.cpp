// async-tidy: expect-errors expect-gaps
// Code as it looks while someone types.
#include "task.h"

co::task<> work();
int global;
struct Broken {
  Missing n;
  int m;
  co::task<> unknown_member() {
    Missing v = n;
    co_await work();
    n = v + 1;
  }
  co::task<> known_member() {
    auto v = m;
    co_await work();
    m = v + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'm' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  }
};
co::task<> half() {
  int v = global;
  co_await work();
  global = v +;
}
template <class T> co::task<> never_instantiated(T &t) {
  int v = t.value;
  co_await work();
  t.value = v + 1;
  for (int &x : t)
    x = v;
}
co::task<> no_end() {
  if (!global) global = co_await
