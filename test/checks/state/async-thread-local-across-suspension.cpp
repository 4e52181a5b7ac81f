// Values of the thread, errno and its like, and static buffers.
#include "task.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>
#include <map>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>

co::task<> work();
co::task<int> number();
void use(int);
void use(const char *);

struct Request {
  int id = 0;
  std::string trace;
};
thread_local Request *current;
thread_local Request storage;
thread_local int calls;
thread_local std::string scratch;
Request *plain;

Request &local_request() {
  thread_local Request r;
  return r;
}
Request *get_current() { return current; }

co::task<> reference() {
  Request &r = storage; // thread
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'r' comes from the thread-local 'storage', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(r.id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> pointer_value() {
  Request *r = current; // thread
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'r' comes from the thread-local 'current', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(r->id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> address() {
  auto *r = &storage.id; // thread
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'r' comes from the thread-local 'storage', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  *r = 1;
  // CHECK-NOTES: :[[@LINE-1]]:4: note: used here after the suspension
}
co::task<> through_function() {
  auto &r = local_request(); // thread
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'r' comes from the thread-local 'r', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(r.id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> through_getter() {
  auto *r = get_current(); // thread
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'r' comes from the thread-local 'current', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(r->id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> restores(Request &r) {
  Request *old = current; // thread
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'old' comes from the thread-local 'current', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: get it again after the suspension
  current = &r;
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  current = old;
  // CHECK-NOTES: :[[@LINE-1]]:13: note: used here after the suspension
}
co::task<> set_then_read(Request &r) {
  current = &r; // thread
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: thread-local 'current' is set here and read after a suspension, when another thread with its own 'current' may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: keep the value in a local variable
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(current->id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: read here after the suspension
}
co::task<> scratch_buffer(int n) {
  scratch = std::to_string(n); // thread
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: thread-local 'scratch' is set here and read after a suspension, when another thread with its own 'scratch' may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: keep the value in a local variable
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(scratch.c_str());
  // CHECK-NOTES: :[[@LINE-1]]:7: note: read here after the suspension
}
co::task<> declared_here() {
  static thread_local int n = 0; // thread
  // CHECK-NOTES: :[[@LINE-1]]:27: warning: thread-local 'n' is set here and read after a suspension, when another thread with its own 'n' may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:27: note: keep the value in a local variable
  n += 2;
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(n);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: read here after the suspension
}
co::task<> thread_id(std::map<std::thread::id, int> &owners) {
  auto id = std::this_thread::get_id(); // thread
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'id' belongs to the thread that called 'get_id', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  owners[id] = 1;
  // CHECK-NOTES: :[[@LINE-1]]:10: note: used here after the suspension
}
co::task<> posix_thread() {
  pthread_t self = pthread_self(); // thread
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'self' belongs to the thread that called 'pthread_self', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  pthread_detach(self);
  // CHECK-NOTES: :[[@LINE-1]]:18: note: used here after the suspension
}
co::task<> in_loop() {
  for (;;) {
    auto &r = storage; // thread
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'r' comes from the thread-local 'storage', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: get it again after the suspension
    if (co_await number())
    // CHECK-NOTES: :[[@LINE-1]]:9: note: suspends here
      use(r.id);
      // CHECK-NOTES: :[[@LINE-1]]:11: note: used here after the suspension
  }
}

// ---- fine ----

co::task<> read_again() {
  Request *r = current;
  use(r->id);
  co_await work();
  r = current;
  use(r->id);
}
co::task<> before_only() {
  auto &r = storage;
  r.id = 1;
  co_await work();
}
co::task<> after_only() {
  co_await work();
  auto &r = storage;
  use(r.id);
}
co::task<> copied() {
  int id = storage.id;
  std::string trace = storage.trace;
  co_await work();
  use(id);
  use(trace.c_str());
}
co::task<> counted() {
  ++calls;
  co_await work();
  ++calls;
  calls += 2;
}
co::task<> set_again(Request &r) {
  current = &r;
  use(current->id);
  co_await work();
  current = &r;
  use(current->id);
}
co::task<> compares_threads() {
  auto before = std::this_thread::get_id();
  co_await work();
  if (before != std::this_thread::get_id())
    std::cout << "moved from " << before << "\n";
}
co::task<> not_thread_local() {
  Request *r = plain;
  co_await work();
  use(r->id);
}
co::task<> only_ready() {
  auto &r = storage;
  co_await co::ready();
  use(r.id);
}
co::generator<int> generates() {
  auto &r = storage;
  co_yield 1;
  co_yield r.id;
}

// ---- errno ----

co::task<> stale_errno(int fd, char *p) {
  int n = ::read(fd, p, 1);
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  if (n < 0 && errno == EAGAIN) // thread
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'errno' is read after a suspension, so it says nothing about the calls before it [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: read it right after the call that sets it
    use(1);
}
co::task<> stale_on_one_path(int fd, char *p, bool b) {
  if (::read(fd, p, 1) < 0) {
    if (b)
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
    use(std::strerror(errno)); // thread
    // CHECK-NOTES: :[[@LINE-1]]:23: warning: 'errno' is read after a suspension, so it says nothing about the calls before it [async-thread-local-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:23: note: read it right after the call that sets it
  }
}
co::task<> errno_in_time(int fd, char *p) {
  int n = ::read(fd, p, 1);
  int e = errno;
  co_await work();
  if (n < 0)
    use(e);
}
co::task<> errno_of_a_later_call(int fd, char *p) {
  co_await work();
  if (::read(fd, p, 1) < 0)
    use(errno);
}
co::task<> clears_errno(int fd, char *p) {
  co_await work();
  errno = 0;
  if (::read(fd, p, 1) < 0)
    use(errno);
}

// ---- static buffers ----

co::task<> error_text() {
  const char *text = strerror(errno); // thread
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'text' points to a buffer of 'strerror' that the next call reuses, and is used after a suspension [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: copy the buffer before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(text);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> local_time(std::time_t now) {
  std::tm *t = std::localtime(&now); // thread
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 't' points to a buffer of 'localtime' that the next call reuses, and is used after a suspension [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: copy the buffer before the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(t->tm_hour);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
co::task<> copied_time(std::time_t now) {
  std::tm t = *std::localtime(&now);
  co_await work();
  use(t.tm_hour);
}
co::task<> copied_text() {
  std::string text = strerror(errno);
  co_await work();
  use(text.c_str());
}

#define CURRENT() (current)
co::task<> macro() {
  auto *r = CURRENT(); // thread
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'r' comes from the thread-local 'current', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: get it again after the suspension
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  use(r->id);
  // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
}
template <class T> struct Local {
  static thread_local T *value;
  co::task<> f() {
    T *v = value; // thread
    // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'v' comes from the thread-local 'value', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:8: note: get it again after the suspension
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(v->id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
};
template <class T> thread_local T *Local<T>::value;
template struct Local<Request>;

// Comparing tells nothing wrong, also when a function does it.
template <class T, class U> bool expect_equal(const char *, const T &, const U &);
co::task<> compares_by_call() {
  auto before = std::this_thread::get_id();
  Request *old = current;
  void *untyped = current;
  co_await work();
  expect_equal("thread", before, std::this_thread::get_id());
  expect_equal("request", old, get_current());
  expect_equal("request", untyped, get_current());
}
co::task<> switch_to(Request *r);
co::task<> goes_back() {
  Request *old = current;
  co_await work();
  co_await switch_to(old);
}
