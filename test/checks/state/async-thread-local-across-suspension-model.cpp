// async-tidy: checks=async-* options={AsyncModelFiles: "%S/app_model.yaml"}
// A user's library file adds to the lists of containers, thread state and locks.
#include "task.h"

#include <mutex>

co::task<> work();
void use(int);
void use(const char *);

extern "C" {
typedef struct app_lock_s {
  int state;
} app_lock_t;
void app_lock(app_lock_t *);
void app_unlock(app_lock_t *);
const char *app_text();
int app_last_error();
int app_call();
void app_set_tags(int);
}
namespace app {
struct worker_state {
  void count();
};
worker_state *worker();

template <class T> struct ring {
  T &operator[](int);
  T &front();
  void grow(int);
};
template <class T> struct slot {
  explicit slot(std::mutex &);
  ~slot();
};
struct plain_mutex {
  void grab();
  void let_go();
};
struct tags {
  explicit tags(int);
  ~tags() { app_set_tags(0); }
};

struct server {
  ring<int> items;
  app_lock_t lock;
  plain_mutex own_mutex;
  std::mutex mutex;
  void grow() { items.grow(2); }

  co::task<> refers() {
    int &first = items.front();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'first' refers into 'items', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    use(first);
  }
  co::task<> values() {
    worker_state *mine = worker();
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'mine' belongs to the thread that called 'worker', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
    co_await work();
    mine->count();
  }
  co::task<> buffers() {
    const char *text = app_text();
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'text' points to a buffer of 'app_text' that the next call reuses, and is used after a suspension [async-thread-local-across-suspension]
    co_await work();
    use(text);
  }
  co::task<> errors() {
    app_call();
    co_await work();
    use(app_last_error());
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'the last error' is read after a suspension, so it says nothing about the calls before it [async-thread-local-across-suspension]
  }
  co::task<> restores() {
    tags t(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 't' lives across a suspension, but its destructor restores the tags of the thread that it runs on [async-hostile-raii]
    co_await work();
  }
  co::task<> functions() {
    app_lock(&lock);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'lock' stays locked while the coroutine is suspended [async-lock-across-suspension]
    co_await work();
    app_unlock(&lock);
  }
  co::task<> released() {
    app_lock(&lock);
    app_unlock(&lock);
    co_await work();
  }
  co::task<> members(plain_mutex &l) {
    own_mutex.grab();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'own_mutex' stays locked while the coroutine is suspended [async-lock-across-suspension]
    co_await work();
    own_mutex.let_go();
  }
  co::task<> owners() {
    slot<std::unique_lock<std::mutex>> s(mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: lock guard 's' is held while the coroutine is suspended [async-lock-across-suspension]
    co_await work();
  }
};
} // namespace app
