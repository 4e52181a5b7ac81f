// What a local holds by value is its own; what it points to is not.
#include "task.h"

#include <memory>
#include <optional>
#include <vector>

namespace app {
/// As an expected or outcome does: constant if it is constant.
template <class T> class result {
public:
  bool has_value() const;
  T &value() &;
  const T &value() const &;

private:
  T held;
};
/// A pointer: what it leads to is never constant.
template <class T> class handle {
public:
  T &value() const;
  T &operator*() const;
  T *operator->() const;

private:
  T *held;
};
struct report {
  std::vector<int> nodes;
  void read() { nodes.clear(); }
};
co::task<result<report>> get();
co::task<std::optional<report>> maybe();
co::task<handle<report>> find();
co::task<std::shared_ptr<report>> share();
co::task<> visit(int);
} // namespace app

co::task<> by_value() {
  auto report = co_await app::get();
  for (int node : report.value().nodes)
    co_await app::visit(node);
}
co::task<> by_optional() {
  auto report = co_await app::maybe();
  for (int node : report->nodes)
    co_await app::visit(node);
}
co::task<> by_handle() {
  auto report = co_await app::find();
  for (int node : report->nodes)
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this loop suspends while it iterates over 'report.nodes', which can change in the meantime [async-reference-across-suspension]
    co_await app::visit(node);
}
co::task<> by_shared() {
  auto report = co_await app::share();
  for (int node : report->nodes)
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this loop suspends while it iterates over 'report.nodes', which can change in the meantime [async-reference-across-suspension]
    co_await app::visit(node);
}

// What the caller lets the coroutine look at, and what both can change.
co::task<> looks(const app::report &report) {
  for (int node : report.nodes)
    co_await app::visit(node);
}
co::task<> shares(app::report &report) {
  for (int node : report.nodes)
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this loop suspends while it iterates over 'report.nodes', which can change in the meantime [async-reference-across-suspension]
    co_await app::visit(node);
}
