// Objects whose effect is bound to the thread or to the order of scopes.
#include "task.h"

#include <exception>
#include <fenv.h>
#include <locale.h>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <string>
#include <utility>
#include <vector>

co::task<> work();
co::task<int> number();
void log(const char *);

struct Context {
  const char *name;
};
thread_local Context *current;
thread_local std::vector<std::string> stack;
thread_local int depth;
int plain_depth;

class ScopedContext {
public:
  explicit ScopedContext(Context &c) : previous(std::exchange(current, &c)) {}
  ~ScopedContext() { current = previous; }

private:
  Context *previous;
};

co::task<> scoped_context(Context &c) {
  ScopedContext s(c); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 's' lives across a suspension, but it sets the thread-local 'current' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  log(current->name);
}

co::task<> scoped_context_closed(Context &c) {
  {
    ScopedContext s(c);
    log(current->name);
  }
  co_await work();
}

struct Depth {
  Depth() { ++depth; }
  ~Depth() { --depth; }
};
co::task<> counts() {
  Depth d; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'd' lives across a suspension, but it sets the thread-local 'depth' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: end its scope before the suspension
  int x = co_await number();
  // CHECK-NOTES: :[[@LINE-1]]:11: note: suspends here
  depth += x;
}

struct Span {
  explicit Span(std::string name) { stack.push_back(std::move(name)); }
  ~Span() { stack.pop_back(); }
};
co::task<> traces() {
  Span s("work"); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::generator<int> yields() {
  Span s("yields"); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: end its scope before the suspension
  co_yield 1;
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> in_optional(bool trace) {
  std::optional<Span> s;
  if (trace)
    s.emplace("work"); // hostile
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> reset_in_time() {
  std::optional<Span> s;
  s.emplace("work");
  s.reset();
  co_await work();
}
co::task<> on_the_heap() {
  auto s = std::make_unique<Span>("work"); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> if_init() {
  if (Span s("work"); depth > 0) // hostile
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: end its scope before the suspension
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
}
co::task<> parameter(Span s) { // hostile
// CHECK-NOTES: :[[@LINE-1]]:27: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
// CHECK-NOTES: :[[@LINE-2]]:27: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> reference(Span &s) { co_await work(); }
co::task<> temporary() {
  Span("work"), co_await work(); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: this temporary lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: end its scope before the suspension
  // CHECK-NOTES: :[[@LINE-3]]:17: note: suspends here
}

class OnFailure {
public:
  OnFailure() : before(std::uncaught_exceptions()) {}
  ~OnFailure() {
    if (std::uncaught_exceptions() > before)
      log("failed");
  }

private:
  int before;
};
co::task<> on_failure() {
  OnFailure f; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'f' lives across a suspension, but its destructor compares std::uncaught_exceptions(), which counts for the thread that runs it [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> on_failure_inside() {
  {
    OnFailure f;
    log("step");
  }
  co_await work();
}

class Rounding {
public:
  explicit Rounding(int mode) : old(fegetround()) { fesetround(mode); }
  ~Rounding() { fesetround(old); }

private:
  int old;
};
co::task<> rounds() {
  Rounding r(FE_UPWARD); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'r' lives across a suspension, but its destructor restores the rounding mode of the thread that it runs on [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

class ScopedLocale {
public:
  explicit ScopedLocale(locale_t l);
  ~ScopedLocale();

private:
  locale_t old;
};
ScopedLocale::ScopedLocale(locale_t l) : old(uselocale(l)) {}
ScopedLocale::~ScopedLocale() { uselocale(old); }
co::task<> locale(locale_t l) {
  ScopedLocale s(l); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 's' lives across a suspension, but its destructor restores the locale of the thread that it runs on [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

struct [[clang::annotate("async::hostile")]] Marked {
  Marked();
  ~Marked();
};
co::task<> marked() {
  Marked m; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'm' lives across a suspension, but it is marked as hostile to suspension [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
struct Holder {
  Marked inner;
  int n = 0;
};
co::task<> in_a_member() {
  Holder h{}; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'h.inner' lives across a suspension, but it is marked as hostile to suspension [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  h.n = 1;
}

// ---- not bound to a thread ----

struct PlainDepth {
  PlainDepth() { ++plain_depth; }
  ~PlainDepth() { --plain_depth; }
};
co::task<> shared_counter() {
  PlainDepth d;
  co_await work();
}
struct Flag {
  explicit Flag(bool &b) : b(b) { b = true; }
  ~Flag() { b = false; }
  bool &b;
};
co::task<> own_flag(bool &busy) {
  Flag f(busy);
  co_await work();
}
struct Cleanup {
  ~Cleanup() { log("done"); }
};
co::task<> cleanup() {
  Cleanup c;
  co_await work();
}
// A lock is async-lock-across-suspension's business.
std::mutex m;
co::task<> lock() {
  std::lock_guard l(m);
  co_await work();
}

#define TRACE(name) Span trace_span(name)
// CHECK-NOTES: :[[@LINE-1]]:26: note: expanded from macro 'TRACE'
co::task<> macro() {
  TRACE("macro"); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'trace_span' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

template <class T> co::task<> in_template(T t) {
  Span s("template"); // hostile
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 's' lives across a suspension, but it sets the thread-local 'stack' until its destructor runs [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
template <class T> co::task<> dependent(T t) {
  T scope = t; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'scope' lives across a suspension, but it is marked as hostile to suspension [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
template co::task<> dependent(Marked);

// Asks at its end whether the stack unwinds just now; carries nothing over.
class Completion {
public:
  ~Completion() {
    if (std::uncaught_exceptions() > 0)
      log("unwinding");
  }
};
co::task<> completion() {
  Completion c;
  co_await work();
}

class Counted {
  int before = std::uncaught_exceptions();

public:
  ~Counted() {
    if (std::uncaught_exceptions() > before)
      log("failed");
  }
};
co::task<> counted() {
  Counted c; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'c' lives across a suspension, but its destructor compares std::uncaught_exceptions(), which counts for the thread that runs it [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

// An aggregate is alive once it is initialised.
struct UndoOnThrow {
  void (*undo)();
  int count = std::uncaught_exceptions();
  ~UndoOnThrow() {
    if (std::uncaught_exceptions() > count)
      undo();
  }
};
co::task<> aggregate() {
  UndoOnThrow f{[] {}}; // hostile
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'f' lives across a suspension, but its destructor compares std::uncaught_exceptions(), which counts for the thread that runs it [async-hostile-raii]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: end its scope before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> aggregate_closed() {
  { UndoOnThrow f{[] {}}; }
  co_await work();
}
