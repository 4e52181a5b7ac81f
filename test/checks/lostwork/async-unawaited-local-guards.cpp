// Locks and permits that are never held.
#include "task.h"

struct guard {
  ~guard();
};
struct mutex {
  co::task<guard> scoped_lock_async();
  co::eager<guard> lock();
  co::awaiter<guard> lock_shared();
  co::task<guard> enter();
};
struct semaphore {
  co::eager<guard> acquire(int n);
  co::task<guard> wait_for_slot();
};

co::task<> update(mutex &m, semaphore &s) {
  auto a = m.scoped_lock_async();
  auto b = m.lock();
  auto c = m.lock_shared();
  auto lock = m.enter();
  auto fileLock = m.enter();
  auto units = s.acquire(1);
  auto permit = s.wait_for_slot();
  auto slot = s.wait_for_slot();
  auto block = s.wait_for_slot();
  m.lock();
  s.acquire(1);
  auto held = co_await m.lock();
}
