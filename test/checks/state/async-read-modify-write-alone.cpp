// async-tidy: options={async-lock-across-suspension.LockGuards: "app::section", async-hostile-raii.Types: "app::section"}
// What the options of other checks say of a guard is theirs alone: whether they
// run must not change what is found here. A library file speaks to all checks.
#include "task.h"

co::task<int> price();

namespace app {
struct section {
  explicit section(int which);
  ~section();
};

class cart {
  int total = 0;
  co::task<> add() {
    section s(1);
    int before = total;
    int more = co_await price();
    total = before + more;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> again() {
    section s(1);
    if (total == 0) {
      int more = co_await price();
      total = more;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'total' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    }
  }
};
} // namespace app
