// Coroutines that stay on the thread that started them.
#include "more_frameworks.h"
#include "task.h"

#include <cerrno>
#include <cstring>
#include <thread>

namespace seastar {
template <class T = void> class [[nodiscard]] future {
public:
  using promise_type = stub::eager_promise_of<future>;
  ~future();
  stub::suspending operator co_await() &&;
};
} // namespace seastar

thread_local int shard;
struct Engine { int id; };
thread_local Engine *local_engine;
void use(int);
void use(const char *);
int call();
void on(std::thread::id);

seastar::future<> work();
seastar::future<> of_seastar() {
  int &mine = shard;
  shard = 1;
  Engine *e = local_engine;
  auto id = std::this_thread::get_id();
  co_await work();
  use(mine);
  use(shard);
  use(e->id);
  on(id);
}
kj::Promise<> promised();
kj::Promise<> of_kj() {
  int &mine = shard;
  co_await promised();
  use(mine);
}
// Other coroutines of the thread run in the meantime all the same.
seastar::future<> errors() {
  call();
  const char *text = std::strerror(1); // stale
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'text' points to a buffer of 'strerror' that the next call reuses, and is used after a suspension [async-thread-local-across-suspension]
  co_await work();
  use(errno); // stale
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'errno' is read after a suspension, so it says nothing about the calls before it [async-thread-local-across-suspension]
  use(text);
}
// The same where threads change.
co::task<> elsewhere();
co::task<> of_a_pool() {
  int &mine = shard; // stale
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'mine' comes from the thread-local 'shard', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  auto id = std::this_thread::get_id(); // stale
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'id' belongs to the thread that called 'get_id', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await elsewhere();
  use(mine);
  on(id);
}
