// Where `co_await` can be inserted, and where not.
#include "task.h"

co::task<> save(int n);
co::task<int> count();
struct maybe : co::task<bool> {
  explicit operator bool() const;
  bool done() const;
};
maybe exists(int key);
maybe operator||(const maybe &, const maybe &);

co::task<> fixed(int n, co::task<> (*pointer)()) {
  save(1);
  pointer();
  save(2), count();
  for (save(3); n; save(4))
    --n;
  if (n)
    save(5);
  exists(1) || exists(2);
  []() -> co::task<> { co_return; }();
  if (exists(3))
    co_return;
  while (!exists(4))
    ;
  bool both = exists(5) && exists(6);
  (void)both;
}

#define SAVE(n) save(n)
struct holder {
  int n = (save(1), 2);
};
co::task<> not_fixed(int n) {
  SAVE(1);
  n ? save(1) : save(2);
  auto inner = [] { save(3); };
  inner();
  exists(1).done();
  try {
    co_await save(4);
  } catch (...) {
    save(5);
  }
  holder h;
  (void)h;
}

/// Its promise accepts nothing but its own kind.
struct strict {
  struct promise_type {
    strict get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always await_transform(strict &&);
  };
  ~strict();
};
strict own();
strict in_strict() {
  save(1);
  own();
  co_return;
}

struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void return_void();
    void unhandled_exception();
    template <class A> void await_transform(A &&) = delete;
  };
};
generator in_generator() {
  save(1);
  co_yield 1;
}
