// async-tidy: options={async-hostile-raii.Types: "std::lock_guard -> it is ours"}
// What the options of one check say of a type is for that check alone: whether
// it runs must not change what another one finds. A library file speaks to all.
#include "task.h"

#include <mutex>

co::task<int> price();
std::mutex mutex;

co::task<> locks() {
  std::lock_guard l(mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await price();
}
