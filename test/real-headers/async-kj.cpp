// async-tidy: checks=async-* needs=kj
// KJ's promises: one mistake of each check, and the right form next to it.
#include <coroutine>
#include <kj/async-io.h>
#include <kj/async.h>
#include <kj/mutex.h>
#include <kj/string.h>

void use(kj::StringPtr);
void log(const kj::Exception &);
kj::Promise<int> load(int id);

kj::Promise<void> discards() {
  load(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'load' is discarded: it is cancelled at once, and its result and exception are lost [async-discarded-awaitable]
  return load(1).ignoreResult();
}

kj::Promise<int> forgets() {
  kj::Promise<int> first = load(1);
  kj::Promise<int> second = load(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: awaitable 'second' is never awaited: nothing is awaited before the end of its scope cancels it [async-unawaited-local]
  return kj::mv(first);
}

kj::Promise<int> chains() {
  kj::Promise<int> first = load(1);
  return load(2).then([first = kj::mv(first)](int) mutable { return kj::mv(first); });
}

// The callable runs after the function has returned: evalLater() makes the
// promise, detach() lets it go.
kj::Promise<void> captures(kj::StringPtr text) {
  kj::String name = kj::str(text);
  kj::evalLater([&name]() { use(name); }).detach([](kj::Exception &&e) { log(e); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  kj::String copy = kj::str(text);
  kj::evalLater([copy = kj::mv(copy)]() { use(copy); }).detach([](kj::Exception &&e) { log(e); });
  return kj::READY_NOW;
}

struct Connection final : kj::TaskSet::ErrorHandler {
  kj::TaskSet tasks{*this};
  kj::Promise<void> pending = kj::READY_NOW;

  void taskFailed(kj::Exception &&) override {}
  void serve() {
    tasks.add(load(1).ignoreResult());
    pending = load(2).ignoreResult();
    load(3).detach([](kj::Exception &&e) { log(e); });
    load(4).detach([](kj::Exception &&) {});
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: an exception that leaves 'load' is lost because the completion handler ignores it [async-detached-task]
  }
};

kj::Promise<int> stops(kj::Timer &timer, kj::Promise<int> work) {
  kj::Promise<void> limit = timer.afterDelay(1 * kj::SECONDS);
  return work.exclusiveJoin(limit.then([]() { return 0; }));
}

int runs(kj::WaitScope &scope) { return load(1).wait(scope); }
