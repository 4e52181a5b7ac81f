// async-tidy: options={async-lock-across-suspension.LockGuards: "app::section"}
// What the options of one check say of a type is for that check alone: whether
// it runs must not change what another one finds. A library file speaks to all.
#include "task.h"

#include <vector>

co::task<int> price();

namespace app {
struct section {
  explicit section(int which);
  ~section();
};

class cart {
  std::vector<int> items;
  void change() { items.push_back(1); }
  co::task<> refers() {
    section s(1);
    int &first = items[0];
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'first' refers into 'items', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await price();
    first = 1;
  }
};
} // namespace app
