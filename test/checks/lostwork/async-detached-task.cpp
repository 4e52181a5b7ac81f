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
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost, because 'detach' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
  auto j = fails();
  std::move(j).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: an exception that leaves 'fails' is lost, because 'detach' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
  fails().start();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost, because the handle of the task is dropped; keep it and wait for it, or catch inside the coroutine [async-detached-task]
  fails().start([](auto) {});
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost, because the completion handler ignores it; look at its argument, or catch inside the coroutine [async-detached-task]
  fails().start([](int result) { std::printf("%d", result); });
  fails().launch();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: an exception that leaves 'fails' is lost, because the handle of the task is dropped; keep it and wait for it, or catch inside the coroutine [async-detached-task]
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
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: an exception that leaves 'background' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
  co_await work();
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
// CHECK-MESSAGES: :[[@LINE-1]]:14: warning: an exception that leaves 'only_logs' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
looks_at_failure looks() { co_await work(); }
reports_failure reports() { co_await work(); }

template <class T> co::fire_and_lose run_in_background(T task) {
// CHECK-MESSAGES: :[[@LINE-1]]:38: warning: an exception that leaves 'run_in_background' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
  co_await std::move(task);
}
void in_background() {
  run_in_background(work());
  auto lambda = []() -> co::fire_and_lose { co_await work(); };
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: an exception that leaves this coroutine is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
  lambda();
}

// The caller of the event handler is not there to be told.
struct window {
  co::fire_and_lose on_click(int button) {
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: an exception that leaves 'on_click' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
    if (button > 2)
      throw button;
    co_await co::yield();
  }
  co::fire_and_lose on_key(int key) {
    if (key)
      log("key");
    co_await co::ready{};
  }
  co::fire_and_lose on_parse(std::string text) {
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: an exception that leaves 'on_parse' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
    number = std::stoi(text);
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
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: an exception that leaves 'uses_check' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
  check(n);
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
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: an exception that leaves 'catches_wrong' is lost, because 'unhandled_exception' of its promise drops it; catch inside the coroutine, or terminate there [async-detached-task]
  try {
    check(n);
  } catch (const std::exception &) {
  }
  co_return;
}

[[clang::annotate("async::detaches")]] void run_detached(co::task<> task);
co::task<> quiet() noexcept;
void annotated() {
  run_detached(work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'work' is lost, because 'run_detached' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
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
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: an exception that leaves 'works_on' is lost, because 'detach' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
  auto handle = spawn(works_on());
  handle.detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: an exception that leaves 'works_on' is lost, because 'detach' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
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
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: an exception that leaves 'works_on' is lost, because the completion handler ignores it; look at its argument, or catch inside the coroutine [async-detached-task]
  launch(works_on()).detach(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: an exception that leaves 'works_on' is lost, because 'detach<int>' detaches the task; await it, join it in a scope, or catch inside the coroutine [async-detached-task]
}
