// Results that refer to the coroutine frame.
#include "task.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace r {
template <class T> struct reference_task {
  struct promise_type {
    reference_task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T value);
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
} // namespace r
using r::reference_task;

std::string global;
reference_task<const std::string &> local_reference() {
  std::string text;
  // CHECK-NOTES: :[[@LINE-1]]:15: note: declared here
  co_await co::yield();
  co_return text;
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'local_reference' returns a reference to its local 'text', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<std::string &> through_reference() {
  std::string text;
  // CHECK-NOTES: :[[@LINE-1]]:15: note: declared here
  std::string &alias = text;
  co_return alias;
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'through_reference' returns a reference to its local 'text', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<const std::string &> parameter(std::string text) { co_return text; }
// CHECK-NOTES: :[[@LINE-1]]:59: note: declared here
// CHECK-NOTES: :[[@LINE-2]]:77: warning: coroutine 'parameter' returns a reference to its parameter 'text', which dies with the coroutine [async-return-local-reference]
// CHECK-NOTES: :[[@LINE-3]]:77: note: return a value
reference_task<const std::string &> outer(const std::string &text) { co_return text; }
reference_task<std::string &> global_reference() { co_return global; }
reference_task<std::string &> static_local() {
  static std::string text;
  co_return text;
}
reference_task<int *> pointer() {
  int n = 0;
  // CHECK-NOTES: :[[@LINE-1]]:7: note: declared here
  co_return &n;
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'pointer' returns a reference to its local 'n', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<std::string_view> view() {
  std::string text = "x";
  // CHECK-NOTES: :[[@LINE-1]]:15: note: declared here
  co_return text;
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'view' returns a view of its local 'text', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<std::string_view> view_of_temporary() { co_return std::string("x"); }
// CHECK-NOTES: :[[@LINE-1]]:66: warning: coroutine 'view_of_temporary' returns a view of a temporary [async-return-local-reference]
// CHECK-NOTES: :[[@LINE-2]]:66: note: return a value
reference_task<std::string_view> literal() { co_return "x"; }
reference_task<std::string_view> view_parameter(std::string_view v) { co_return v; }
reference_task<std::span<int>> span_of_local() {
  std::vector<int> v(3);
  // CHECK-NOTES: :[[@LINE-1]]:20: note: declared here
  co_return std::span<int>(v);
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'span_of_local' returns a view of its local 'v', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<std::string> by_value() {
  std::string text = "x";
  co_return text;
}
co::generator<std::string> yields() {
  std::string text = "x";
  co_yield text;
}

template <class T> reference_task<const T &> in_template(T value) { co_return value; }
// CHECK-NOTES: :[[@LINE-1]]:60: note: declared here
// CHECK-NOTES: :[[@LINE-2]]:79: warning: coroutine 'in_template' returns a reference to its parameter 'value', which dies with the coroutine [async-return-local-reference]
// CHECK-NOTES: :[[@LINE-3]]:79: note: return a value
void instantiates() { in_template(1); }

reference_task<int &> wrapped_parameter(int &n) { co_return std::ref(n); }
reference_task<int &> wrapped_elsewhere(std::reference_wrapper<int> n) { co_return n; }
reference_task<int &> wrapped_local() {
  int n = 0;
  // CHECK-NOTES: :[[@LINE-1]]:7: note: declared here
  co_return std::ref(n);
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'wrapped_local' returns a reference to its local 'n', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<const char *> text_of_local() {
  std::string text;
  // CHECK-NOTES: :[[@LINE-1]]:15: note: declared here
  co_await co::yield();
  co_return text.c_str();
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: coroutine 'text_of_local' returns a reference to its local 'text', which dies with the coroutine [async-return-local-reference]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: return a value
}
reference_task<const char *> text_of_element() {
  std::vector<const char *> names;
  co_await co::yield();
  co_return names.front();
}
