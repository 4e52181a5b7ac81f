// Cancellation as an exception of the project's own.
#include "task.h"

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace app {
struct TaskCancelled {};
struct timeout_error : std::runtime_error {
  using runtime_error::runtime_error;
};
class stop_source {
public:
  bool stop_requested() const;
};
struct cancellation_registration {};
} // namespace app

using app::TaskCancelled;

co::task<int> step(int n);
co::task<> rollback();
co::task<> notify();
void log(const char *text);
void log_failure(std::exception_ptr failure);
[[noreturn]] void fatal(const char *text);
std::string describe(std::exception_ptr failure);
void throws_cancelled() { throw TaskCancelled{}; }

co::task<> swallowed_by_all() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      log("failed");
    }
  }
}

co::task<> swallowed_exactly() {
  try {
    co_await step(1);
    // CHECK-NOTES: :[[@LINE-1]]:5: note: an operation that can be cancelled is awaited here
  } catch (const TaskCancelled &) {
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: this handler swallows cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: rethrow it, or leave the coroutine
    log("cancelled");
  }
  co_await step(2);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the coroutine goes on to suspend here
}

co::task<> only_logged() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      log_failure(std::current_exception());
    }
  }
}

co::task<> described_and_logged() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      log(describe(std::current_exception()).c_str());
    }
  }
}

co::task<> not_a_std_exception() {
  for (;;) {
    try {
      co_await step(1);
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}

co::task<> second_handler() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (const std::exception &e) {
      log(e.what());
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      log("unknown");
    }
  }
}

co::task<> rethrows() {
  for (;;) {
    try {
      co_await step(1);
    } catch (const TaskCancelled &) {
      throw;
    } catch (...) {
      log("failed");
    }
  }
}

co::task<> rethrows_later() {
  std::exception_ptr failure;
  try {
    co_await step(1);
  } catch (...) {
    failure = std::current_exception();
  }
  co_await notify();
  if (failure)
    std::rethrow_exception(failure);
}

co::task<> stores_in_a_list() {
  std::vector<std::exception_ptr> failures;
  for (int i = 0; i < 9; ++i) {
    try {
      co_await step(i);
    } catch (...) {
      failures.push_back(std::current_exception());
    }
  }
}

co::task<> gives_up_after_some_attempts() {
  for (int attempts = 0;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      if (++attempts == 5)
        throw;
    }
  }
}

bool is_retryable(std::exception_ptr failure);
co::task<> retries_what_it_knows() {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      if (!is_retryable(std::current_exception()))
        throw;
    }
  }
}

co::task<> throws_on_one_branch(bool strict) {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (const TaskCancelled &) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler swallows cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it, or leave the coroutine
      if (strict)
        throw;
      log("cancelled");
    }
  }
}

co::task<> throws_on_all_branches(bool strict) {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      if (strict)
        fatal("step failed");
      std::rethrow_exception(std::current_exception());
    }
  }
}

struct channel {
  void set_exception(std::exception_ptr failure);
  void log(std::exception_ptr failure);
  std::exception_ptr last;
  bool stopped = false;
};

co::task<> hands_it_on(channel &c) {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      c.set_exception(std::current_exception());
    }
  }
}

co::task<> stores_in_a_member(channel &c) {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      c.last = std::current_exception();
    }
  }
}

co::task<> member_that_logs(channel &c) {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      c.log(std::current_exception());
    }
  }
}

co::task<> cleans_up_and_rethrows() {
  bool cancelled = false;
  try {
    co_await step(1);
  } catch (const TaskCancelled &) {
    cancelled = true;
  }
  if (cancelled) {
    co_await notify();
    throw TaskCancelled{};
  }
  co_await step(2);
}

co::task<> flag_without_consequence() {
  bool cancelled = false;
  try {
    co_await step(1);
    // CHECK-NOTES: :[[@LINE-1]]:5: note: an operation that can be cancelled is awaited here
  } catch (const TaskCancelled &) {
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: this handler swallows cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: rethrow it, or leave the coroutine
    cancelled = true;
  }
  log(cancelled ? "cancelled" : "fine");
  co_await step(2);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the coroutine goes on to suspend here
}

co::task<> only_cleans_up() {
  try {
    co_await step(1);
  } catch (const TaskCancelled &) {
    log("cancelled");
  }
  co_await rollback();
}

co::task<> leaves() {
  for (;;) {
    try {
      co_await step(1);
    } catch (const TaskCancelled &) {
      break;
    } catch (const std::exception &) {
    }
  }
  co_await notify();
}

co::task<> breaks_a_switch_only(int n) {
  for (;;) {
    switch (n) {
    case 1:
      try {
        co_await step(1);
        // CHECK-NOTES: :[[@LINE-1]]:9: note: an operation that can be cancelled is awaited here, and again after the handler
      } catch (...) {
      // CHECK-NOTES: :[[@LINE-1]]:9: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
      // CHECK-NOTES: :[[@LINE-2]]:9: note: rethrow it here, or in a handler of its own before this one
        break;
      }
      break;
    default:
      co_return;
    }
  }
}

co::task<> does_not_return() {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      fatal("step failed");
    }
  }
}

void rethrow_if_cancelled_() {
  try {
    throw;
  } catch (const std::exception &e) {
    log(e.what());
  }
}
co::task<> lippincott() {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      rethrow_if_cancelled_();
    }
  }
}

co::task<> asks_the_source(app::stop_source &source) {
  while (!source.stop_requested()) {
    try {
      co_await step(1);
    } catch (...) {
      log("failed");
    }
  }
}

co::task<> asks_in_the_handler(app::stop_source &source) {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      if (source.stop_requested())
        co_return;
    }
  }
}

co::task<> inner_exception_only() {
  for (;;) {
    try {
      co_await step(1);
    } catch (const app::timeout_error &) {
      log("timeout");
    }
  }
}

co::task<> function_try() try {
  co_await step(1);
} catch (...) {
  log("failed");
}

template <class E> co::task<> ignoring() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (const E &) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler swallows cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it, or leave the coroutine
      log("ignored");
    }
  }
}
template <class E> co::task<> ignoring_others() {
  for (;;) {
    try {
      co_await step(1);
    } catch (const E &) {
      log("ignored");
    }
  }
}
/// What is awaited depends on the arguments, and so does what it can throw: the
/// instances tell.
template <class T> co::task<> never_instantiated(T value) {
  for (;;) {
    try {
      co_await step(value);
    } catch (...) {
      log("ignored");
    }
  }
}
co::task<> instantiates() {
  co_await ignoring<TaskCancelled>();
  co_await ignoring_others<std::runtime_error>();
}

co::task<> in_a_lambda() {
  auto body = []() -> co::task<> {
    for (;;) {
      try {
        co_await step(3);
        // CHECK-NOTES: :[[@LINE-1]]:9: note: an operation that can be cancelled is awaited here, and again after the handler
      } catch (...) {
      // CHECK-NOTES: :[[@LINE-1]]:9: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
      // CHECK-NOTES: :[[@LINE-2]]:9: note: rethrow it here, or in a handler of its own before this one
        continue;
      }
    }
  };
  co_await body();
}

co::task<> nothing_can_throw() {
  for (;;) {
    try {
      co_await co::ready{};
    } catch (...) {
      log("never");
    }
    co_await co::yield();
  }
}

co::task<> safe_step() {
  try {
    co_await step(1);
  } catch (...) {
    co_return;
  }
}
co::task<> awaits_what_does_not_throw() {
  for (;;) {
    try {
      co_await safe_step();
    } catch (...) {
      log("never");
    }
  }
}

int plain(int (*f)()) {
  try {
    return f();
  } catch (...) {
    return 0;
  }
}

co::task<> intended() {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) { // NOLINT(async-swallowed-cancellation): the job is finished
      log("failed");
    }
  }
}

#include <check_macro.h>
co::task<> in_a_macro_of_another_file() {
  CHECK_THAT(co_await step(1));
  CHECK_THAT(co_await step(2));
}

#define GUARD(expression)                                                      \
  try {                                                                        \
    expression;                                                                \
  } catch (...) {                                                              \
    log(#expression);                                                          \
  }
  // CHECK-NOTES: :[[@LINE-3]]:5: note: expanded from macro 'GUARD'
co::task<> in_a_macro() {
  GUARD(co_await step(1))
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: rethrow it here, or in a handler of its own before this one
  // CHECK-NOTES: :[[@LINE-3]]:9: note: an operation that can be cancelled is awaited here
  co_await step(2);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the coroutine goes on to suspend here
}

/// An exception_ptr that is only asked whether it is null keeps nothing.
co::task<> kept_but_only_tested() {
  std::exception_ptr first;
  for (int i = 0; i < 3; ++i) {
    try {
      co_await step(i);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here, and again after the handler
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      first = std::current_exception();
    }
  }
  if (first)
    log("one failed");
}
co::task<> kept_and_given_on() {
  std::exception_ptr first;
  for (int i = 0; i < 3; ++i) {
    try {
      co_await step(i);
    } catch (...) {
      if (!first)
        first = std::current_exception();
    }
  }
  if (first)
    std::rethrow_exception(first);
}

struct cancellation_token {
  bool requested() const;
  bool is_cancellation_requested() const;
};
co::task<cancellation_token> current_token();
co::task<> asks_for_the_token() {
  for (;;) {
    try {
      co_await step(1);
    } catch (...) {
      log("failed");
    }
    auto token = co_await current_token();
    if (token.is_cancellation_requested())
      co_return;
  }
}
co::task<> gets_the_token_and_goes_on() {
  for (;;) {
    try {
      co_await step(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: an operation that can be cancelled is awaited here
    } catch (...) {
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('app::TaskCancelled'), and the coroutine goes on [async-swallowed-cancellation]
    // CHECK-NOTES: :[[@LINE-2]]:7: note: rethrow it here, or in a handler of its own before this one
      log("failed");
    }
    auto token = co_await current_token();
    co_await notify();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: the coroutine goes on to suspend here
  }
}
