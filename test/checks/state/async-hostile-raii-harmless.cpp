// Objects that look like scopes of a thread and are none.
#include "task.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <string>

co::task<> work();
void use(int);
thread_local int depth = 0;
struct Guard {
  int saved;
  Guard() : saved(depth) { ++depth; }
  ~Guard() { depth = saved; }
};

co::task<> guard_ok() {
  {
    Guard g;
    use(1);
  }
  co_await work();
}

struct Counter {
  std::atomic<int> &c;
  Counter(std::atomic<int> &c) : c(c) { ++c; }
  ~Counter() { --c; }
};

std::atomic<int> live;
co::task<> counter_ok() {
  Counter c(live);
  co_await work();
}

struct Finally {
  std::function<void()> f;
  ~Finally() { f(); }
};

co::task<> fin() {
  Finally f{[] { use(1); }};
  co_await work();
}

struct Span {
  std::string n;
  Span(std::string n) : n(n) { std::cerr << n; }
  ~Span() { std::cerr << n; }
};

co::task<> span() {
  Span s("x");
  co_await work();
}

struct Timer {
  std::chrono::steady_clock::time_point t = std::chrono::steady_clock::now();
  ~Timer() { std::cerr << (std::chrono::steady_clock::now() - t).count(); }
};

co::task<> timing() {
  Timer t;
  co_await work();
}

struct BusyFlag {
  bool &b;
  BusyFlag(bool &b) : b(b) { b = true; }
  ~BusyFlag() { b = false; }
};

struct Obj {
  bool busy = false;
  co::task<> run() {
    BusyFlag f(busy);
    co_await work();
  }
};

static int global_depth;
struct GlobalDepth {
  GlobalDepth() { ++global_depth; }
  ~GlobalDepth() { --global_depth; }
};

co::task<> gd() {
  GlobalDepth g;
  co_await work();
}

struct Cache {
  static Cache &local() {
    thread_local Cache c;
    return c;
  }
  void *alloc(int);
};

struct Pooled {
  void *p;
  Pooled() : p(Cache::local().alloc(3)) {}
  ~Pooled() { Cache::local().alloc(0); }
};

co::task<> pooled() {
  Pooled p;
  co_await work();
}
