// Where the initialiser can be awaited.
#include "task.h"

co::task<> save(int n);
co::task<int> count();
co::eager<int> operator+(const co::task<int> &, int);
void log(int n);

co::task<> fixed() {
  auto a = save(1);
  auto b = count();
  const auto &c = count();
  auto d{count()};
  auto e = count() + 1;
  auto lock = count();
  if (auto f = count(); true)
    log(1);
  co_return;
}
#define SAVE(n) save(n)
co::task<> not_fixed() {
  co::task<int> a = count();
  [[maybe_unused]] auto b = save(1);
  auto c = save(2), d = save(3);
  auto e = SAVE(4);
  auto f = count();
  f = count();
  co_return;
}
void not_a_coroutine() { auto a = save(1); }
