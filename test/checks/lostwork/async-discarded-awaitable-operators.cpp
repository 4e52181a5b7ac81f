// async-tidy: checks=async-discarded-awaitable,async-unawaited-local
// In a template an operator, or an unqualified name, can mean what nobody sees yet: the instance tells.
#include "task.h"

#include <cassert>
#include <map>
#include <string>

co::task<> visit(const std::string &);
namespace operators {
template <class T> co::task<> operator&&(co::task<T>, co::task<T>);
template <class T> co::task<> operator||(co::task<T>, co::task<T>);
template <class T> co::task<> operator!(co::task<T>);
template <class T> co::task<> operator+(co::task<T>, co::task<T>);
template <class T> co::task<> operator,(co::task<T>, co::task<T>);
} // namespace operators
using namespace operators;

void note(bool);
template <class T> int compare(T a, T b, bool c) {
  if (a == b && c)
    return 1;
  while (c || a != b)
    break;
  for (; a != b && !c;)
    break;
  assert(a == b && c);
  note(a == b || c);
  a == b && c;
  a + b;
  !a;
  (void)(a + b), c;
  a, b;
  bool both = a == b && c;
  return a != b && c ? 2 : 3;
}
int booleans() { return compare(1, 2, true) + compare(1L, 2L, false); }

/// Nobody instantiates it.
template <class It> co::task<> list(It it, It end, bool stop) {
  for (; it != end && !stop; ++it)
    co_await visit(it->first);
}
template <class It> struct range {
  It first, last;
  bool stop;
  co::task<> visit_all() {
    for (; first != last && !stop; ++first)
      co_await visit(first->first);
  }
};

// Tasks: with types that are known, in a template or not, and in instances.
void tasks() {
  visit("a") && visit("b");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'operator&&' is discarded: the coroutine never runs [async-discarded-awaitable]
}
template <class T> void of_known_types(T) { visit("a") || visit("b"); }
// CHECK-MESSAGES: :[[@LINE-1]]:45: warning: task returned by 'operator||' is discarded: the coroutine never runs [async-discarded-awaitable]
template <class T> void of_arguments(T a, T b) { std::move(a) && std::move(b); }
// CHECK-MESSAGES: :[[@LINE-1]]:50: warning: task returned by 'operator&&' is discarded: the coroutine never runs [async-discarded-awaitable]
void instances() { of_arguments(visit("a"), visit("b")); }
template <class T> co::task<> awaits(T a, T b) { co_await (std::move(a) && std::move(b)); }
co::task<> awaited() { co_await awaits(visit("a"), visit("b")); }

// A name that argument-dependent lookup completes, and one that it does not.
namespace app {
template <class T> co::task<> store(T value);
template <class T> void never_instantiated(T value) {
  store(value);
  app::store(value);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'store' is discarded: the coroutine never runs [async-discarded-awaitable]
}
template <class T> void instantiated(T value) { store(value); }
// CHECK-MESSAGES: :[[@LINE-1]]:49: warning: task returned by 'store' is discarded: the coroutine never runs [async-discarded-awaitable]
} // namespace app
namespace other {
struct item {};
void store(item);
struct work {};
} // namespace other
void stores() {
  app::instantiated(other::item());
  app::instantiated(other::work());
}
