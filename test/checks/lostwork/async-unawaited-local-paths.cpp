// Eager tasks that some paths leave alone; lazy ones only with ReportSomePaths.
#include "task.h"

#include <stdexcept>
#include <vector>

co::task<> lazy(int n);
co::eager<> start(int n);
co::eager<int> answer();
[[noreturn]] void die();
void log(int n);
void take(co::eager<>);

co::eager<> early_return(bool stop) {
  auto f = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (stop)
    co_return;
  co_await f;
}
co::eager<> one_branch(bool b) {
  auto f = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (b)
    co_await f;
}
co::eager<> both_branches(bool b) {
  auto f = start(1);
  if (b) {
    log(1);
    co_await f;
  } else
    co_await f;
}
co::eager<> later() {
  auto f = start(1);
  log(co_await answer());
  co_await f;
}
co::eager<> tested_first(bool b) {
  auto f = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (b)
    co_await f;
}
co::eager<> in_loop(std::vector<int> v, bool skip) {
  for (int n : v) {
    auto f = start(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
    if (skip)
      continue;
    co_await f;
  }
}
co::eager<> awaited_by_a_loop(std::vector<int> v) {
  auto f = start(1);
  for (int n : v) {
    log(n);
    co_await f;
  }
}
co::eager<> throws(bool b) {
  auto f = start(1);
  if (b)
    throw std::runtime_error("b");
  if (!b)
    die();
  co_await f;
}
co::eager<> switched(int n) {
  auto f = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  switch (n) {
  case 1:
    co_await f;
    break;
  case 2:
    break;
  default:
    co_await f;
  }
}
co::eager<> in_try() {
  auto f = start(1);
  try {
    log(co_await answer());
  } catch (const std::exception &) {
    log(2);
  }
  co_await f;
}
co::eager<> constant() {
  auto f = start(1);
  if (false)
    co_return;
  co_await f;
}
co::task<> lazy_early_return(bool stop) {
  auto f = lazy(1);
  if (stop)
    co_return;
  co_await f;
}
int plain(bool stop) {
  auto f = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'f' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (stop)
    return 1;
  auto g = std::move(f);
  take(std::move(g));
  return 2;
}

// The branches are the macro's: what it is given runs.
bool always_true();
#define EXPECT_THROW_LIKE(statement)                                           \
  if (always_true()) {                                                         \
    try {                                                                      \
      if (always_true()) {                                                     \
        statement;                                                             \
      }                                                                        \
    } catch (...) {                                                            \
    }                                                                          \
  }
co::task<> in_an_assertion() {
  auto t = start(1);
  EXPECT_THROW_LIKE(co_await std::move(t))
}
co::task<> in_a_branch_of_its_own() {
  auto t = start(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 't' is not awaited on every path: on the others it runs unobserved, and its result and exception are lost [async-unawaited-local]
  if (always_true())
    co_await std::move(t);
}
