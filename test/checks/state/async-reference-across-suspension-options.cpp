// async-tidy: options={async-reference-across-suspension.RequireChange: false, async-reference-across-suspension.CheckRangeFor: false}
#include "task.h"

#include <vector>

co::task<> work();
struct Holder {
  std::vector<int> items;
  co::task<> element() {
    int &i = items[0];
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'i' refers into 'items', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    i = 1;
  }
  co::task<> loop() {
    for (int &i : items) {
      co_await work();
      i = 1;
    }
  }
};
