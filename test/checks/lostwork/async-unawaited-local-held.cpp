// async-tidy: checks=async-discarded-awaitable,async-unawaited-local,async-detached-task options={AsyncModelFiles: "%S/held_model.yaml"}
// Tasks that their drop cancels: to hold one while something else is awaited is
// how they are used. Nothing else keeps them running.
#include <kj.h>
#include <task.h>

#include <utility>
#include <vector>

kj::Promise<> serve(int n);
kj::Promise<int> count();
kj::Promise<> other();
void use(int);

kj::Promise<> held() {
  auto server = serve(1);
  kj::Promise<> again = serve(2).eagerlyEvaluate(nullptr);
  co_await other();
}
kj::Promise<> not_held() {
  auto a = serve(1);
  co_await other();
  {
    auto b = serve(2);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: task 'b' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
    // CHECK-FIXES: co_await serve(2);
  }
  if (auto n = co_await count()) {
    auto c = serve(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: task 'c' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
    // CHECK-FIXES: co_await serve(n);
    use(n);
  }
  auto d = serve(co_await count());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'd' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  // CHECK-FIXES: co_await serve(i);
}
/// Nothing is awaited between the initialiser and the end of the scope.
kj::Promise<> too_late(bool again) {
  co_await other();
  for (int i = 0; i < 3; ++i) {
    co_await other();
    auto each = serve(i);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: task 'each' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  }
  auto last = serve(9);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'last' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  // CHECK-FIXES: co_await serve(9);
  use(1);
  co_return;
}
kj::Promise<> in_a_loop() {
  kj::Promise<> current = nullptr;
  while (true) {
    int n = co_await count();
    current = serve(n);
  }
}
kj::Promise<> assigned_last() {
  kj::Promise<> current = nullptr;
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: task 'current' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  use(1);
  current = serve(2);
  co_return;
}
kj::Promise<> parameters(kj::Promise<> kept, kj::Promise<> lost);
kj::Promise<> holds_parameter(kj::Promise<> kept) { co_await other(); }
kj::Promise<> drops_parameter(kj::Promise<> lost) { co_return; }
// CHECK-MESSAGES: :[[@LINE-1]]:45: warning: task parameter 'lost' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
// CHECK-FIXES: co_await kj::evalLater([] {});
kj::Promise<> containers() {
  std::vector<kj::Promise<>> all;
  all.push_back(serve(1));
  co_await other();
}
kj::Promise<> containers_too_late() {
  std::vector<kj::Promise<>> all;
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: task in 'all' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  all.push_back(serve(1));
  co_return;
}
/// A path that does not need the task ends it.
kj::Promise<int> some_paths(bool quick) {
  auto slow = count();
  if (quick)
    co_return 1;
  co_return co_await std::move(slow);
}

// Outside a coroutine the event loop has to run.
void waits(kj::WaitScope &scope) {
  auto server = serve(1);
  other().wait(scope);
}
void polls(kj::WaitScope &scope) {
  auto server = serve(1);
  scope.poll();
}
void exercise(kj::WaitScope &scope);
void passes_the_loop(kj::WaitScope &scope) {
  auto server = serve(1);
  exercise(scope);
}
void never_waits() {
  auto server = serve(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'server' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  // CHECK-FIXES: co_await serve(1);
  use(2);
}

void marked() {
  [[maybe_unused]] auto server = serve(1);
  [[maybe_unused]] co::task<> lazy = [n = 1]() -> co::task<> { co_return; }();
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: task 'lazy' is never awaited: the coroutine never runs [async-unawaited-local]
}

// A promise that is dropped at once is lost, whatever made it.
kj::Promise<> dropped() {
  serve(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'serve' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  serve(2).eagerlyEvaluate(nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'eagerlyEvaluate' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await serve(2).eagerlyEvaluate(nullptr);
  kj::evalLater([] {});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'evalLater' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  count().ignoreResult();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'ignoreResult' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await count().ignoreResult();
  // CHECK-FIXES: co_await serve(co_await count());
  serve(3).detach([](kj::Exception &&e) { use(1); });
  serve(3).detach([](kj::Exception &&) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: an exception that leaves 'serve' is lost because the completion handler ignores it [async-detached-task]
  co_await other();
}

struct Daemon : kj::TaskSet::ErrorHandler {
  kj::TaskSet tasks{*this};
  kj::Promise<> background = nullptr;
  void taskFailed(kj::Exception &&) override;
  void start() {
    tasks.add(serve(1));
    background = serve(2).eagerlyEvaluate(nullptr);
  }
};
kj::Promise<> local_set(kj::TaskSet::ErrorHandler &handler) {
  kj::TaskSet tasks(handler);
  tasks.add(serve(1));
  co_await other();
}
kj::Promise<> local_set_in_a_loop(kj::TaskSet::ErrorHandler &handler) {
  kj::TaskSet tasks(handler);
  for (;;) {
    int n = co_await count();
    tasks.add(serve(n));
  }
}
kj::Promise<> local_set_too_late(kj::TaskSet::ErrorHandler &handler) {
  co_await other();
  kj::TaskSet tasks(handler);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'tasks' is destroyed without being joined, and the tasks in it are cancelled [async-detached-task]
  tasks.add(serve(1));
}
kj::Promise<> local_set_joined(kj::TaskSet::ErrorHandler &handler) {
  kj::TaskSet tasks(handler);
  tasks.add(serve(1));
  co_await tasks.onEmpty();
}

// A task type of the project's own, which a model file says so of.
namespace app {
template <class Self, class T> struct FlowPromise {
  Self get_return_object();
  std::suspend_never initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
  void return_value(T value);
};
template <class T> class Flow {
public:
  using promise_type = FlowPromise<Flow, T>;
  Flow(const Flow &);
  ~Flow();
  kj::_::PromiseAwaiter<T> operator co_await() const;
  bool isReady() const;
};
} // namespace app
app::Flow<int> watch(int key);
app::Flow<int> holds_own() {
  auto watcher = watch(1);
  co_return co_await watch(2);
}
app::Flow<int> drops_own() {
  auto watcher = watch(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: task 'watcher' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  // CHECK-FIXES: auto watcher = co_await watch(1);
  watch(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'watch' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await watch(2);
  co_return 3;
}
