// Where a guard can live, how it can be passed around, and who else can lock.
#include "task.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <shared_mutex>
#include <string>
#include <vector>

co::task<> work();
co::task<int> number();
co::task<> use(int &);
std::mutex m, m2;
bool ready();
void may_throw();

// ---- owners ----

co::task<> in_optional(bool b) {
  std::optional<std::unique_lock<std::mutex>> l;
  if (b)
    l.emplace(m); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> optional_reset() {
  std::optional<std::unique_lock<std::mutex>> l;
  l.emplace(m);
  l.reset();
  co_await work();
}

co::task<> optional_nullopt() {
  std::optional<std::lock_guard<std::mutex>> l(std::in_place, m);
  l = std::nullopt;
  co_await work();
}

co::task<> optional_in_place() {
  std::optional<std::lock_guard<std::mutex>> l(std::in_place, m); // held
  // CHECK-NOTES: :[[@LINE-1]]:46: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:46: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> optional_unlocked() {
  std::optional<std::unique_lock<std::mutex>> l(std::unique_lock{m});
  l->unlock();
  co_await work();
}

co::task<> on_the_heap() {
  auto l = std::make_unique<std::lock_guard<std::mutex>>(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> on_the_heap_reset() {
  auto l = std::make_unique<std::lock_guard<std::mutex>>(m);
  l.reset();
  co_await work();
}

co::task<> plain_new() {
  auto *l = new std::lock_guard<std::mutex>(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  delete l;
}

co::task<> deleted_first() {
  auto *l = new std::lock_guard<std::mutex>(m);
  delete l;
  co_await work();
}

co::task<> in_a_vector(std::vector<std::mutex> &all) {
  std::vector<std::unique_lock<std::mutex>> locks;
  for (auto &one : all)
    locks.emplace_back(one); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: lock guard 'locks' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> cleared_vector(std::vector<std::mutex> &all) {
  std::vector<std::unique_lock<std::mutex>> locks;
  for (auto &one : all)
    locks.emplace_back(one);
  locks.clear();
  co_await work();
}

// ---- references and names ----

co::task<> extended_lifetime() {
  auto &&l = std::unique_lock(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> another_name() {
  std::unique_lock l(m);
  auto &name = l;
  name.unlock();
  co_await work();
}

std::unique_lock<std::mutex> acquire();
co::task<> returned() {
  auto l = acquire(); // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> given_away(std::function<void(std::unique_lock<std::mutex>)> sink) {
  std::unique_lock l(m);
  sink(std::move(l));
  co_await work();
}

void keep(std::unique_lock<std::mutex> &&);
co::task<> given_by_reference() {
  std::unique_lock l(m);
  keep(std::move(l));
  co_await work();
}

co::task<> passes_on(std::unique_lock<std::mutex> l) { // held
// CHECK-NOTES: :[[@LINE-1]]:51: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
// CHECK-NOTES: :[[@LINE-2]]:51: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> moves_into_callee() {
  std::unique_lock l(m);
  co_await passes_on(std::move(l));
}

co::task<> borrowed(std::unique_lock<std::mutex> &l) {
  l.unlock();
  co_await work();
  l.lock();
}

co::task<> borrowed_and_locked(std::unique_lock<std::mutex> &l) {
  l.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> taken_over(std::unique_lock<std::mutex> &&l) { // held
// CHECK-NOTES: :[[@LINE-1]]:54: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
// CHECK-NOTES: :[[@LINE-2]]:54: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

static void let_go(std::unique_lock<std::mutex> &l) { l.unlock(); }
co::task<> helper_unlocks() {
  std::unique_lock l(m);
  let_go(l);
  co_await work();
}

co::task<> lambda_unlocks() {
  std::unique_lock l(m);
  [&] { l.unlock(); }();
  co_await work();
}

co::task<> captured() {
  auto later = [l = std::unique_lock(m)] { return l.owns_lock(); }; // held
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: lock guard 'later.' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> moved_into_capture(std::vector<std::function<void()>> &sink) {
  std::unique_lock l(m);
  sink.emplace_back([l = std::make_shared<std::unique_lock<std::mutex>>(std::move(l))] {});
  co_await work();
}

co::task<> swapped_in() {
  std::unique_lock<std::mutex> a(m), b;
  swap(a, b); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: lock guard 'b' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> chosen(bool first) {
  std::unique_lock l = first ? std::unique_lock(m) : std::unique_lock(m2); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> released() {
  std::unique_lock l(m);
  std::mutex *raw = l.release();
  raw->unlock();
  co_await work();
}

// A condition variable for coroutines gives the lock up while it waits.
struct condition {
  co::awaiter<> wait(std::unique_lock<std::mutex> &);
};
co::task<> waits(condition &c) {
  std::unique_lock l(m);
  while (!ready())
    co_await c.wait(l);
}

// ---- control flow ----

co::task<> tried_by_hand() {
  if (m.try_lock()) {
    m.unlock();
  }
  co_await work();
}

co::task<> tried_and_kept() {
  if (m.try_lock()) { // held
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: unlock it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    m.unlock();
  }
}

co::task<> try_in_variable() {
  bool got = m.try_lock();
  if (got)
    m.unlock();
  co_await work();
}

co::task<> try_failed() {
  if (!m.try_lock()) {
    co_await work();
    co_return;
  }
  m.unlock();
}

co::task<> not_owned() {
  std::unique_lock l(m, std::try_to_lock);
  if (!l.owns_lock())
    co_await work();
}

co::task<> stepwise(int n) {
  for (int i = 0; i < n; ++i) {
    std::unique_lock l(m);
    if (i == 3)
      continue;
    l.unlock();
    co_await work();
  }
}

co::task<> every_branch_unlocks(bool b) {
  std::unique_lock l(m);
  if (b)
    l.unlock();
  else
    l = {};
  co_await work();
}

co::task<> switch_case(int k) {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  switch (k) {
  case 0:
    l.unlock();
    [[fallthrough]];
  case 1:
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
}

co::task<> back_edge() {
  for (;;) {
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    m.lock(); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: unlock it before the suspension, or use a lock made for coroutines
    if (ready())
      m.unlock();
  }
}

co::task<> in_case(int k) {
  switch (k) {
  default:
    std::unique_lock<std::mutex> l(m); // held
    // CHECK-NOTES: :[[@LINE-1]]:34: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:34: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
  }
  co_await work();
}

co::task<> jumps() {
again:
  co_await work();
  {
    std::lock_guard l(m);
    if (ready())
      goto again;
  }
}

co::task<> handler() {
  m.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  try {
    may_throw();
    m.unlock();
  } catch (...) {
  }
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> handler_unlocks() {
  m.lock();
  try {
    may_throw();
  } catch (...) {
    m.unlock();
    throw;
  }
  m.unlock();
  co_await work();
}

co::task<> unwound() {
  try {
    std::lock_guard l(m);
    may_throw();
  } catch (...) {
  }
  co_await work();
}

co::task<> function_try() try {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
} catch (...) {
}

co::task<> short_circuit(bool b) {
  std::unique_lock l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: release it before the suspension, or use a lock made for coroutines
  if (b && co_await number())
  // CHECK-NOTES: :[[@LINE-1]]:12: note: suspends here
    l.unlock();
}

co::task<> next_full_expression() {
  while (std::lock_guard(m), ready())
    ;
  co_await work();
}

struct Counter {
  std::unique_lock<std::mutex> guard() { return std::unique_lock(own); }
  std::mutex own;
};
co::task<> argument_temporary(Counter &c) {
  co_await use(*(c.guard(), new int)); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  // CHECK-NOTES: :[[@LINE-2]]:18: warning: this lock guard lives to the end of the full expression and is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: end its scope before the suspension, or use a lock made for coroutines
}

// ---- who else locks ----

co::task<> two_at_once() {
  std::lock(m, m2); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'm' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  m.unlock();
  m2.unlock();
}

co::task<> two_adopted() {
  std::lock(m, m2);
  std::lock_guard a(m, std::adopt_lock); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'a' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  std::lock_guard b(m2, std::adopt_lock); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'b' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  // CHECK-NOTES: :[[@LINE-2]]:3: note: suspends here
}

pthread_mutex_t c_mutex;
co::task<> posix() {
  pthread_mutex_lock(&c_mutex); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'c_mutex' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  pthread_mutex_unlock(&c_mutex);
}

co::task<> posix_unlocked() {
  pthread_mutex_lock(&c_mutex);
  pthread_mutex_unlock(&c_mutex);
  co_await work();
}

struct Table {
  std::mutex mutex_;
  std::unique_lock<std::mutex> kept;
  std::vector<std::mutex> stripes;
  int rows = 0;

  std::mutex &mutex() { return mutex_; }

  co::task<> through_getter() {
    mutex().lock(); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'mutex_' stays locked while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: unlock it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    mutex_.unlock();
  }
  co::task<> through_getter_unlocked() {
    mutex().lock();
    mutex_.unlock();
    co_await work();
  }
  co::task<> kept_in_member() {
    kept = std::unique_lock(mutex_); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: lock guard 'kept' is held while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: release it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    kept.unlock();
  }
  co::task<> striped(int i) {
    stripes[i].lock(); // held
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'stripes[]' stays locked while the coroutine is suspended [async-lock-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: unlock it before the suspension, or use a lock made for coroutines
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    stripes[i].unlock();
  }
  co::task<> striped_unlocked(int i) {
    stripes[i].lock();
    ++rows;
    stripes[i].unlock();
    co_await work();
  }
};

co::task<> through_pointer(std::shared_ptr<Table> t) {
  std::lock_guard l(t->mutex_); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}

co::task<> raw_through_pointer(Table *t) {
  t->mutex_.lock();
  ++t->rows;
  t->mutex_.unlock();
  co_await work();
}
