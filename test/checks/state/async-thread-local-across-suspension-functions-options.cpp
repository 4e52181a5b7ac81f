// async-tidy: options={async-thread-local-across-suspension.TlsFunctions: "my::slot"}
#include "task.h"

namespace my {
int *slot();
} // namespace my
co::task<> work();
void use(int);

co::task<> own_function() {
  int *mine = my::slot();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'mine' belongs to the thread that called 'slot', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await work();
  use(*mine);
}
