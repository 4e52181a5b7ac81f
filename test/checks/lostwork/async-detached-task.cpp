// Task types that no library file describes: what starting and dropping one
// means is read from their declarations.
#include "task.h"

#include <cstdio>
#include <string>

void log(const char *text);
void send_report(std::exception_ptr failure);
co::task<> work();

// A task that can be let go.
struct job {
  struct promise_type {
    std::exception_ptr error;
    job get_return_object() { return job{}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
  job() = default;
  job(job &&) noexcept {}
  ~job() {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() {}
  void detach() &&;
  void start();
  template <class Callback> void start(Callback callback) { callback(1); }
  struct handle {
    ~handle();
    bool done() const;
  };
  handle launch();
};

// As job, but a failure ends the program.
struct loud_job {
  struct promise_type {
    loud_job get_return_object() { return loud_job{}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
  loud_job() = default;
  loud_job(loud_job &&) noexcept {}
  ~loud_job() {}
  void detach() &&;
};

job fails() {
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-2]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-5]]:3: note: the exception can be thrown here
}
job cannot_fail() {
  try {
    co_await work();
  } catch (...) {
    log("failed");
  }
}
loud_job fails_loudly() { co_await work(); }

void members() {
  fails().detach();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost because 'detach' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: await the task, join it in a scope, or catch the exception inside the coroutine
  auto j = fails();
  std::move(j).detach();
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: an exception that leaves 'fails' is lost because 'detach' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: await the task, join it in a scope, or catch the exception inside the coroutine
  fails().start();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost because the handle of the task is dropped [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: keep the handle and wait for the task, or catch the exception inside the coroutine
  fails().start([](auto) {});
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost because the completion handler ignores it [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: look at the handler's argument, or catch the exception inside the coroutine
  // CHECK-NOTES: :[[@LINE-3]]:17: note: this handler does not use its argument
  fails().start([](int result) { std::printf("%d", result); });
  fails().launch();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost because the handle of the task is dropped [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: keep the handle and wait for the task, or catch the exception inside the coroutine
  auto h = fails().launch();
  std::printf("%d", h.done());
  cannot_fail().detach();
  cannot_fail().start();
  fails_loudly().detach();
}

co::task<> started_and_awaited() {
  auto j = fails();
  j.start();
  log("meanwhile");
  co_await j;
}

// Fire and forget: the coroutine is the place where the exception is lost.
co::fire_and_lose background() {
// CHECK-NOTES: :[[@LINE-1]]:19: warning: an exception that leaves 'background' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
// CHECK-NOTES: :[[@LINE-2]]:19: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the exception can be thrown here
}
co::fire_and_lose background_guarded() {
  try {
    co_await work();
  } catch (const std::exception &e) {
    log(e.what());
  }
}
co::fire_and_lose background_never_fails() {
  log("before");
  co_await co::ready{};
  log("after");
}
co::fire_and_forget background_terminates() { co_await work(); }

struct logs_failure {
  struct promise_type {
    logs_failure get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::puts("unhandled"); }
  };
};
struct looks_at_failure {
  struct promise_type {
    looks_at_failure get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {
      try {
        throw;
      } catch (const std::exception &e) {
        log(e.what());
      }
    }
  };
};
struct reports_failure {
  struct promise_type {
    reports_failure get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { send_report(std::current_exception()); }
  };
};
logs_failure only_logs() { co_await work(); }
// CHECK-NOTES: :[[@LINE-1]]:14: warning: an exception that leaves 'only_logs' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
// CHECK-NOTES: :[[@LINE-2]]:14: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
// CHECK-NOTES: :[[@LINE-3]]:28: note: the exception can be thrown here
looks_at_failure looks() { co_await work(); }
reports_failure reports() { co_await work(); }

template <class T> co::fire_and_lose run_in_background(T task) {
// CHECK-NOTES: :[[@LINE-1]]:38: warning: an exception that leaves 'run_in_background' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
// CHECK-NOTES: :[[@LINE-2]]:38: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
  co_await std::move(task);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the exception can be thrown here
}
void in_background() {
  run_in_background(work());
  auto lambda = []() -> co::fire_and_lose { co_await work(); };
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: an exception that leaves this coroutine is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
  // CHECK-NOTES: :[[@LINE-3]]:45: note: the exception can be thrown here
  lambda();
}

// The caller of the event handler is not there to be told.
struct window {
  co::fire_and_lose on_click(int button) {
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: an exception that leaves 'on_click' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
    if (button > 2)
      throw button;
      // CHECK-NOTES: :[[@LINE-1]]:7: note: the exception can be thrown here
    co_await co::yield();
  }
  co::fire_and_lose on_key(int key) {
    if (key)
      log("key");
    co_await co::ready{};
  }
  co::fire_and_lose on_parse(std::string text) {
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: an exception that leaves 'on_parse' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
    number = std::stoi(text);
    // CHECK-NOTES: :[[@LINE-1]]:14: note: the exception can be thrown here
    co_await co::ready{};
  }
  int number = 0;
};

// What a helper throws leaves the coroutine that calls it.
void check(int n) {
  if (n < 0)
    throw n;
}
void check_quietly(int n) {
  try {
    check(n);
  } catch (int) {
  }
}
co::fire_and_lose uses_check(int n) {
// CHECK-NOTES: :[[@LINE-1]]:19: warning: an exception that leaves 'uses_check' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
// CHECK-NOTES: :[[@LINE-2]]:19: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
  check(n);
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the exception can be thrown here
  co_return;
}
co::fire_and_lose uses_check_quietly(int n) {
  check_quietly(n);
  co_return;
}
co::fire_and_lose catches_int(int n) {
  try {
    check(n);
  } catch (int) {
  }
  co_return;
}
co::fire_and_lose catches_wrong(int n) {
// CHECK-NOTES: :[[@LINE-1]]:19: warning: an exception that leaves 'catches_wrong' is lost because 'unhandled_exception' of its promise drops it [async-detached-task]
// CHECK-NOTES: :[[@LINE-2]]:19: note: catch it inside the coroutine, or terminate in 'unhandled_exception'
  try {
    check(n);
    // CHECK-NOTES: :[[@LINE-1]]:5: note: the exception can be thrown here
  } catch (const std::exception &) {
  }
  co_return;
}

[[clang::annotate("async::detaches")]] void run_detached(co::task<> task);
co::task<> quiet() noexcept;
void annotated() {
  run_detached(work());
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: an exception that leaves 'work' is lost because 'run_detached' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await the task, join it in a scope, or catch the exception inside the coroutine
}

void intended() {
  fails().detach(); // NOLINT(async-detached-task): best effort
}

// A handle that can be awaited or let go, of a spawn function whose body is
// elsewhere.
struct join_handle {
  ~join_handle();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  void detach();
};
join_handle spawn(co::task<> task);
co::task<> works_on() {
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-2]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the exception can be thrown here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: the exception can be thrown here
}
co::task<> handles_all() {
  try {
    co_await work();
  } catch (...) {
    log("failed");
  }
}
co::task<> handles() {
  spawn(works_on()).detach();
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: an exception that leaves 'works_on' is lost because 'detach' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: await the task, join it in a scope, or catch the exception inside the coroutine
  auto handle = spawn(works_on());
  handle.detach();
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: an exception that leaves 'works_on' is lost because 'detach' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: await the task, join it in a scope, or catch the exception inside the coroutine
  spawn(handles_all()).detach();
  co_await spawn(works_on());
}

/// A handler that is given the failure decides.
struct failure {};
void report_failure(const failure &);
struct handled_handle {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  template <class Handler> void detach(Handler) {}
};
handled_handle launch(co::task<> task);
void with_handlers() {
  launch(works_on()).detach([](failure &&f) { report_failure(f); });
  launch(works_on()).detach(report_failure);
  launch(works_on()).detach([](failure &&) {});
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: an exception that leaves 'works_on' is lost because the completion handler ignores it [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:22: note: look at the handler's argument, or catch the exception inside the coroutine
  // CHECK-NOTES: :[[@LINE-3]]:29: note: this handler does not use its argument
  launch(works_on()).detach(1);
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: an exception that leaves 'works_on' is lost because 'detach<int>' detaches the task [async-detached-task]
  // CHECK-NOTES: :[[@LINE-2]]:22: note: await the task, join it in a scope, or catch the exception inside the coroutine
}
