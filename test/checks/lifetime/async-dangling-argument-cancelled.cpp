// async-tidy: checks=async-dangling-argument,async-capturing-lambda
// A scope that cancels what is left in it: no task in it outlives it.
#include <kj.h>

#include <memory>
#include <string>

void use(const std::string &);
kj::Promise<> other();
kj::Promise<> greet(const std::string &name) {
  co_await other();
  use(name);
}

kj::Promise<> local_set(kj::TaskSet::ErrorHandler &handler) {
  std::string name = "bob";
  kj::TaskSet tasks(handler);
  tasks.add(greet(name));
  {
    std::string inner = "x";
    tasks.add(greet(inner));
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: local 'inner' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  }
  tasks.add(greet("temporary"));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  {
    kj::TaskSet nested(handler);
    nested.add(greet(name));
    co_await other();
  }
  co_await other();
}
kj::Promise<> callers_set(kj::TaskSet &tasks) {
  std::string name = "bob";
  tasks.add(greet(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: local 'name' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  co_await other();
}
kj::Promise<> closures(kj::TaskSet::ErrorHandler &handler, kj::TaskSet &callers) {
  std::string name = "bob";
  auto work = [&]() -> kj::Promise<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine lambda uses its captures after a suspension, but the task leaves the function and the closure does not [async-capturing-lambda]
    co_await other();
    use(name);
  };
  kj::TaskSet tasks(handler);
  tasks.add(work());
  callers.add(work());
  co_await other();
}

// The members of an object end with it.
struct Server : std::enable_shared_from_this<Server>, kj::TaskSet::ErrorHandler {
  kj::TaskSet tasks{*this};
  std::string name;
  kj::Promise<> run() {
    co_await other();
    name.clear();
  }
  void start(kj::TaskSet &callers) {
    tasks.add(run());
    callers.add(run());
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: coroutine 'run' uses '*this' after it is started here, and nothing keeps the object alive [async-dangling-argument]
    // What it is given does not end with it, though.
    std::string local = "x";
    tasks.add(greet(local));
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: local 'local' is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  }
  void taskFailed(kj::Exception &&) override;
};

// A promise that is dropped is cancelled; its arguments were there for as long.
void dropped() {
  std::string local = "x";
  greet(local).eagerlyEvaluate(nullptr);
  auto held = greet(local).eagerlyEvaluate(nullptr);
}
