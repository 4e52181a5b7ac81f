// Functions of the project that keep, start or finish the task they are given:
// their bodies tell which.
#include "task.h"

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

void use(std::string_view);
using task = co::task<>;

task send(std::string_view text) {
  co_await co::yield();
  use(text);
}
struct Client {
  std::string name;
  task run() {
    co_await co::yield();
    use(name);
  }
};

std::vector<task> queue;
void keep(task t) { queue.push_back(std::move(t)); }
co::fire_and_forget own(task t) { co_await std::move(t); }
void launch(task t) { own(std::move(t)); }
struct Runner {
  bool done();
  void step();
};
Runner runner_for(const task &);
void finish(task t) {
  auto r = runner_for(t);
  while (!r.done())
    r.step();
}
void hidden(task t);
void run_hidden(task t);
struct Pool {
  std::vector<task> tasks;
  void add(task t) { tasks.push_back(std::move(t)); }
};

void locals(Pool &pool) {
  std::string text = "x";
  keep(send(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  own(send(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  launch(send(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
  pool.add(send(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  finish(send(text));
}

void kept_by_a_local() {
  std::string text = "x";
  Pool pool;
  pool.add(send(text));
}

void objects() {
  Client c;
  keep(c.run());
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: local 'c' is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  finish(c.run());
  finish(Client{}.run());
  hidden(Client{}.run());
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a temporary is bound to the object of coroutine 'run' and dies before the coroutine uses it: the task runs later [async-dangling-argument]
  run_hidden(Client{}.run());
}

/// Passing a task on is no call of a coroutine.
struct Moves {
  std::vector<task> tasks;
  task current;
  void add(task t) {
    tasks.emplace_back(std::move(t));
    current = std::move(tasks.back());
  }
};
task with_timeout(task &&t, int ms);
task combined() {
  auto limited = with_timeout(send("literal"), 5);
  co_await std::move(limited);
}

const char *text_of(const std::string &);
task contents() {
  std::vector<task> tasks;
  {
    std::string inner = "x";
    tasks.push_back(send(inner.c_str()));
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: local 'inner' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
    tasks.push_back(send(text_of(inner)));
    std::vector<const char *> names{"a"};
    tasks.push_back(send(names[0]));
    tasks.push_back(send(names.front()));
  }
  for (task &t : tasks)
    co_await std::move(t);
}

/// Runs a task to its end and tells a frame of its own about the object that
/// holds it: the address does not keep the task.
struct Holder {
  explicit Holder(task &&t) : held(std::move(t)) {}
  bool done();
  task held;
};
void announce(Holder *);
template <class Loop> struct BlockingRunner {
  Loop *loop;
  Holder *current = nullptr;
  void run(task &&t) {
    Holder holder(std::move(t));
    current = &holder;
    announce(std::exchange(current, &holder));
    while (!holder.done())
      loop->step();
    current = nullptr;
  }
};
template <class Loop> void run_on(Loop &loop, task &&t) {
  BlockingRunner<Loop>{&loop}.run(std::move(t));
}
template <class Loop> struct KeepingRunner {
  Loop *loop;
  task *last = nullptr;
  std::vector<task> all;
  void run(task &&t) {
    all.push_back(std::move(t));
    last = &all.back();
  }
};
KeepingRunner<Runner> keeping;
void run_locals(Runner &runner) {
  std::string text = "x";
  run_on(runner, send(text));
  keeping.run(send(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: local 'text' is bound to parameter 'text' of coroutine 'send' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
}

/// What is moved into a coroutine that is only declared most often becomes its
/// own at once. A temporary does not live that long.
struct Connection {
  Connection(Connection &&);
};
Connection accept_one();
task serve(Connection &&c);
task serve_text(std::string &&text);
void handed_over(Pool &pool) {
  Connection c = accept_one();
  pool.add(serve(std::move(c)));
  pool.add(serve_text("x"));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a temporary is bound to parameter 'text' of coroutine 'serve_text' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
}
