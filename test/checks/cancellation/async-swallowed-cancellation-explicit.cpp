// async-tidy: options={AsyncModelFiles: "%S/explicit_model.yaml"}
// A library in which only what is given a source can be cancelled.
#include "task.h"

#include <exception>

namespace rt {
struct aborted : std::exception {};
struct source {
  void check();
  bool requested() const;
};
struct semaphore {};
co::task<> sleep(int);
co::task<> sleep_abortable(int, source &);
co::task<> remove_file(const char *);
co::task<> acquire(semaphore &);
template <class F> co::task<> retry(F);
} // namespace rt
void log();
struct retrier {
  co::task<> next();
};

co::task<> removes_files() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await rt::remove_file("a");
    } catch (...) {
      log();
    }
  }
}
namespace rt {
co::task<> removes_one(const char *name) { co_await remove_file(name); }
} // namespace rt
co::task<> removes_by_helper() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await rt::removes_one("a");
    } catch (...) {
      log();
    }
  }
}
co::task<> unknown(retrier &r) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await r.next();
    } catch (...) {
      log();
    }
  }
}
co::task<> naps(rt::source &s) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await rt::sleep_abortable(1, s);
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('rt::aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log();
    }
  }
}
namespace rt {
co::task<> nap_once(source &s) { co_await sleep_abortable(1, s); }
} // namespace rt
co::task<> naps_by_helper(rt::source &s) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await rt::nap_once(s);
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('rt::aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log();
    }
  }
}
co::task<> acquires(rt::semaphore &s) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await rt::acquire(s);
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('rt::aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log();
    }
  }
}
