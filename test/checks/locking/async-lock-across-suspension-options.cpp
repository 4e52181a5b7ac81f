// async-tidy: options={async-lock-across-suspension.LockGuards: "::legacy::Section", async-lock-across-suspension.Mutexes: "legacy::Handle", async-lock-across-suspension.AsyncMutexes: "legacy::Strand", async-lock-across-suspension.SafeAwaitables: "legacy::Inline", async-lock-across-suspension.SafeCallees: "legacy::quick"}
#include "task.h"

#include <mutex>

namespace legacy {
struct Handle {
  void lock();
  void unlock();
};
struct Section {
  explicit Section(int id);
  ~Section();
};
struct Strand {
  void lock();
  void unlock();
};
struct Inline : co::awaiter<> {};
co::task<> quick();
} // namespace legacy

co::task<> work();
std::mutex m;

co::task<> listed_guard() {
  legacy::Section s(1); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 's' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
co::task<> listed_mutex(legacy::Handle &h) {
  h.lock(); // held
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'h' stays locked while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: unlock it before the suspension, or use a lock made for coroutines
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  h.unlock();
}
co::task<> listed_async_mutex(legacy::Strand &s) {
  std::lock_guard l(s);
  co_await work();
}
co::task<> safe_awaitable() {
  std::lock_guard l(m);
  co_await legacy::Inline();
  co_await legacy::quick();
}
co::task<> one_unsafe() {
  std::lock_guard l(m); // held
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: release it before the suspension, or use a lock made for coroutines
  co_await legacy::quick();
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
}
