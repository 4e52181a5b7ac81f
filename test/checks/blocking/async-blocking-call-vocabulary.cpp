// async-tidy: options={AsyncModelFiles: "%S/words_model.yaml"}
// A user's library file adds to what names speak of.
#include "task.h"

#include <functional>
#include <sys/socket.h>
#include <unistd.h>

namespace app {
struct outcome {
  int get();
  bool hasEnded() const;
  bool is_old() const;
};
outcome begin();
void set_unblocked(int fd);
void set_option(int fd);
struct loop {};
struct queue {};
void later(loop &, std::function<void()>);
void later(queue &, std::function<void()>);
} // namespace app

co::task<int> polled() {
  app::outcome result = app::begin();
  if (result.hasEnded())
    co_return result.get();
  co_return 0;
}

co::task<int> asked() {
  app::outcome result = app::begin();
  if (result.is_old())
    co_return result.get();
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: call to 'app::outcome::get' blocks the thread that runs coroutine 'asked': it waits for another thread or an event [async-blocking-call]
  co_return 0;
}

co::task<int> switched(int fd, char *buffer) {
  app::set_unblocked(fd);
  co_return recv(fd, buffer, 1, 0);
}

co::task<int> not_switched(int fd, char *buffer) {
  app::set_option(fd);
  co_return recv(fd, buffer, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: call to 'recv' blocks the thread that runs coroutine 'not_switched': it waits for the network [async-blocking-call]
}

co::task<> posted(app::loop &loop, app::queue &other) {
  app::later(loop, [] { sleep(1); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable passed to 'app::later' blocks the thread that runs coroutine 'posted': it reaches 'sleep', which sleeps [async-blocking-call]
  app::later(other, [] { sleep(1); });
  co_return;
}
