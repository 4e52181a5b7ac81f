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
  }
  if (auto n = co_await count()) {
    auto c = serve(n);
    use(n);
  }
  auto d = serve(co_await count());
}
/// Nothing is awaited between the initialiser and the end of the scope.
kj::Promise<> too_late(bool again) {
  co_await other();
  for (int i = 0; i < 3; ++i) {
    co_await other();
    auto each = serve(i);
  }
  auto last = serve(9);
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
  use(1);
  current = serve(2);
  co_return;
}
kj::Promise<> parameters(kj::Promise<> kept, kj::Promise<> lost);
kj::Promise<> holds_parameter(kj::Promise<> kept) { co_await other(); }
kj::Promise<> drops_parameter(kj::Promise<> lost) { co_return; }
kj::Promise<> containers() {
  std::vector<kj::Promise<>> all;
  all.push_back(serve(1));
  co_await other();
}
kj::Promise<> containers_too_late() {
  std::vector<kj::Promise<>> all;
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
  use(2);
}

void marked() {
  [[maybe_unused]] auto server = serve(1);
  [[maybe_unused]] co::task<> lazy = [n = 1]() -> co::task<> { co_return; }();
}

// A promise that is dropped at once is lost, whatever made it.
kj::Promise<> dropped() {
  serve(1);
  serve(2).eagerlyEvaluate(nullptr);
  kj::evalLater([] {});
  count().ignoreResult();
  count().then([](int n) { use(n); });
  serve(3).detach([](kj::Exception &&e) { use(1); });
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
  tasks.add(serve(1));
}
kj::Promise<> local_set_joined(kj::TaskSet::ErrorHandler &handler) {
  kj::TaskSet tasks(handler);
  tasks.add(serve(1));
  co_await tasks.onEmpty();
}

// A task type of the project's own, which a model file says so of.
namespace app {
template <class T> class Flow {
public:
  using promise_type = kj::_::Coroutine<Flow, T>;
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
  watch(2);
  co_return 3;
}
