// Macros, templates, and code that is written with a lambda or as a member.
#include "task.h"

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

#define RETURN(x) co_return x
reference_task<const std::string &> macro() {
  std::string text;
  RETURN(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: coroutine 'macro' returns a reference to its local 'text', which dies with the coroutine [async-return-local-reference]
  // reference to its local 'text', which dies with the coroutine; return a
  // value [async-return-local-reference]
}

template <class T> reference_task<const T &> element(std::vector<T> all) {
  co_return all.front();
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'element' returns a reference to its parameter 'all', which dies with the coroutine [async-return-local-reference]
}
template <class T> reference_task<const T &> outer(const T &value) {
  co_return value;
}
template <class T> reference_task<T> copy(T value) { co_return value; }
void instantiates(const std::string &s) {
  (void)outer(s);
  (void)copy(s);
  (void)element(std::vector<int>{1});
}

struct Cache {
  std::string text;
  std::vector<std::string> all;
  reference_task<const std::string &> member() { co_return text; }
  reference_task<const std::string &> element() { co_return all.front(); }
  reference_task<std::string_view> view() { co_return text; }
  reference_task<std::string_view> FN_part() {
    std::string copy = text;
    co_return std::string_view(copy).substr(1);
  }
};

void lambdas() {
  std::string outlives;
  auto by_reference = [&]() -> reference_task<std::string &> {
    co_return outlives;
  };
  auto own = []() -> reference_task<const std::string &> {
    std::string text;
    co_return text;
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this lambda coroutine returns a reference to its local 'text', which dies with the coroutine [async-return-local-reference]
    // a reference to its local 'text', which dies with the coroutine; return a
    // value [async-return-local-reference]
  };
}
