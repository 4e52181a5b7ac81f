// Work that a function of the project starts, or that a function returns.
#include <frameworks.h>

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

void use(const std::string &);

std::future<void> direct(std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:38: note: the local is declared here
  return std::async([&] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:10: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:21: warning: the callable captures local 'name' by reference, and the function returns before it is done [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:21: note: capture it by value, or wait for the work
}
std::future<void> by_variable(std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:43: note: the local is declared here
  auto result = std::async([&] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:17: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:28: warning: the callable captures local 'name' by reference, and the function returns before it is done [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:28: note: capture it by value, or wait for the work
  return result;
}
std::future<void> by_value(std::string name) {
  return std::async([name] { use(name); });
}
std::future<void> of_caller(const std::string &name) {
  return std::async([&] { use(name); });
}
std::future<void> waited(std::string name) {
  auto result = std::async([&] { use(name); });
  result.wait();
  return result;
}
void kept(std::string name) {
  auto result = std::async([&] { use(name); });
}

// Helpers that start what they are given.
std::future<void> in_closure(std::function<void()> job) {
  return std::async([job = std::move(job)] { job(); });
}
template <class F> std::future<void> forwarded(F &&job) {
  return std::async(std::forward<F>(job));
}
inline std::future<void> twice(std::function<void()> job) { return in_closure(std::move(job)); }
struct owner {
  std::future<void> running;
  void begin(std::function<void()> job) { running = in_closure(job); }
};
inline void and_wait(std::function<void()> job) { in_closure(std::move(job)).get(); }
inline void in_place(std::function<void()> job) { job(); }
inline std::future<void> unused(std::function<void()>) { return {}; }

std::future<void> through_closure(std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:47: note: the local is declared here
  return in_closure([&name] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:10: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:21: warning: the callable captures local 'name' by reference, and the function returns before it is done [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:21: note: capture it by value, or wait for the work
}
std::future<void> through_template(std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:48: note: the local is declared here
  return forwarded([&name] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:10: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:20: warning: the callable captures local 'name' by reference, and the function returns before it is done [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:20: note: capture it by value, or wait for the work
}
std::future<void> through_two(std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:43: note: the local is declared here
  return twice([&name] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:10: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:16: warning: the callable captures local 'name' by reference, and the function returns before it is done [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:16: note: capture it by value, or wait for the work
}
void stored(owner &all, std::string name) {
// CHECK-NOTES: :[[@LINE-1]]:37: note: the local is declared here
  all.begin([&name] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:7: note: it is started here
  // CHECK-NOTES: :[[@LINE-2]]:13: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:13: note: capture it by value, or wait for the work
}
void not_started(std::string name) {
  and_wait([&name] { use(name); });
  in_place([&name] { use(name); });
  unused([&name] { use(name); });
  in_closure([&name] { use(name); }).get();
}
std::future<void> value_through_closure(std::string name) {
  return in_closure([name] { use(name); });
}

// An object whose destructor waits, or may wait, in another unit.
struct waits_elsewhere : std::enable_shared_from_this<waits_elsewhere> {
  ~waits_elsewhere();
  std::string name;
  void begin() {
    std::thread([this] { use(name); }).detach();
  }
};
struct does_not_wait : std::enable_shared_from_this<does_not_wait> {
  std::string name;
  void begin() {
    std::thread([this] { use(name); }).detach();
    // CHECK-NOTES: :[[@LINE-1]]:17: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
    // CHECK-NOTES: :[[@LINE-2]]:17: note: capture 'shared_from_this()' as well
    // CHECK-NOTES: :[[@LINE-3]]:40: note: it is started here
  }
};
