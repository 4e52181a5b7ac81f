// A destructor that unlocks for a while what it has locked itself: the object is no guard.
#include "task.h"

#include <memory>
#include <mutex>

std::mutex global;
void verify();

struct mocker {
  mocker();
  ~mocker() {
    global.lock();
    global.unlock();
    verify();
    global.lock();
    global.unlock();
  }
};
inline mocker::mocker() {}
struct mock {
  mocker first, second;
};
struct holder {
  holder() { global.lock(); }
  ~holder() { global.unlock(); }
};
co::task<> mocks() {
  auto consumer = std::make_shared<mock>();
  co_await co::yield();
}
co::task<> holds() {
  holder held;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: lock guard 'held' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await co::yield();
}
