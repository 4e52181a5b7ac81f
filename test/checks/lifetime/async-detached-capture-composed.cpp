// async-tidy: options={AsyncModelFiles: "%S/composed_model.yaml"}
// The callable is in an awaitable, or the call gives one: what happens to that decides.
#include "kj.h"
#include "task.h"

#include <future>
#include <string>
#include <utility>

void use(const std::string &);

namespace rt {
/// Runs on when it is dropped.
struct future {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  template <class F> future then(F) { return {}; }
  void get();
};
template <class F> struct then_sender {
  using sender_concept = int;
  F f;
};
struct just_sender {
  using sender_concept = int;
};
just_sender just();
template <class F> then_sender<F> then(just_sender, F f) { return {f}; }
/// What it holds is not in its type.
struct erased_sender {
  using sender_concept = int;
};
template <class S, class F> erased_sender then_erased(S, F) { return {}; }
template <class S> void start_detached(S) {}
template <class S> void sync_wait(S) {}
template <class F> future submit_to(unsigned, F) { return {}; }
template <class F> future hold(F) { return {}; }
} // namespace rt

void composed() {
  std::string name = "x";
  rt::start_detached(rt::then(rt::just(), [&name] { use(name); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  auto work = rt::then(rt::just(), [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  rt::start_detached(std::move(work));
  rt::start_detached(rt::then(rt::just(), [name] { use(name); }));
}
void erased() {
  std::string name = "x";
  rt::start_detached(rt::then_erased(rt::just(), [&name] { use(name); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:50: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  rt::start_detached(rt::then_erased(rt::just(), [name] { use(name); }));
}
void composed_and_awaited() {
  std::string name = "x";
  rt::sync_wait(rt::then_erased(rt::just(), [&name] { use(name); }));
  rt::sync_wait(rt::then(rt::just(), [&name] { use(name); }));
  auto work = rt::then(rt::just(), [&] { use(name); });
  rt::sync_wait(std::move(work));
}

void dropped() {
  std::string name = "x";
  (void)rt::submit_to(1, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  rt::submit_to(1, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}
/// Its destructor waits.
void joined_by_its_future() {
  std::string name = "x";
  (void)std::async(std::launch::async, [&name] { use(name); });
}
void kept() {
  std::string name = "x";
  rt::submit_to(1, [&name] { use(name); }).get();
  auto answer = rt::submit_to(1, [&name] { use(name); });
  answer.get();
}
co::task<> awaited() {
  std::string name = "x";
  co_await rt::submit_to(1, [&name] { use(name); });
}
rt::future handed_back(std::string &name) {
  return rt::submit_to(1, [&name] { use(name); });
}
void unknown() {
  std::string name = "x";
  (void)rt::hold([&name] { use(name); });
}

void promises() {
  std::string name = "x";
  kj::evalLater([&name] { use(name); }).detach([](kj::Exception &&) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  kj::evalLater([name] { use(name); }).detach([](kj::Exception &&) {});
  // A drop cancels it, and this one is called at once.
  (void)kj::evalLater([&name] { use(name); });
  kj::evalNow([&name] { use(name); }).detach([](kj::Exception &&) {});
}
void waits(kj::WaitScope &scope) {
  std::string name = "x";
  kj::evalLater([&name] { use(name); }).wait(scope);
}

#define START(...) rt::start_detached(rt::then(rt::just(), [&] { __VA_ARGS__; }))
void in_macro(std::string name) {
  START(use(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}
template <class T> void in_template(T value) {
  rt::start_detached(rt::then(rt::just(), [&value] { use(value); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: the callable is started detached and captures local 'value' by reference, which may be gone when it runs [async-detached-capture]
}
template void in_template(std::string);
