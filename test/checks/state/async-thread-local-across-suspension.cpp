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
  co_await work();
  use(r.id);
}
co::task<> pointer_value() {
  Request *r = current; // thread
  co_await work();
  use(r->id);
}
co::task<> address() {
  auto *r = &storage.id; // thread
  co_await work();
  *r = 1;
}
co::task<> through_function() {
  auto &r = local_request(); // thread
  co_await work();
  use(r.id);
}
co::task<> through_getter() {
  auto *r = get_current(); // thread
  co_await work();
  use(r->id);
}
co::task<> restores(Request &r) {
  Request *old = current; // thread
  current = &r;
  co_await work();
  current = old;
}
co::task<> set_then_read(Request &r) {
  current = &r; // thread
  co_await work();
  use(current->id);
}
co::task<> scratch_buffer(int n) {
  scratch = std::to_string(n); // thread
  co_await work();
  use(scratch.c_str());
}
co::task<> declared_here() {
  static thread_local int n = 0; // thread
  n += 2;
  co_await work();
  use(n);
}
co::task<> thread_id(std::map<std::thread::id, int> &owners) {
  auto id = std::this_thread::get_id(); // thread
  co_await work();
  owners[id] = 1;
}
co::task<> posix_thread() {
  pthread_t self = pthread_self(); // thread
  co_await work();
  pthread_detach(self);
}
co::task<> in_loop() {
  for (;;) {
    auto &r = storage; // thread
    if (co_await number())
      use(r.id);
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
  if (n < 0 && errno == EAGAIN) // thread
    use(1);
}
co::task<> stale_on_one_path(int fd, char *p, bool b) {
  if (::read(fd, p, 1) < 0) {
    if (b)
      co_await work();
    use(std::strerror(errno)); // thread
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
  co_await work();
  use(text);
}
co::task<> local_time(std::time_t now) {
  std::tm *t = std::localtime(&now); // thread
  co_await work();
  use(t->tm_hour);
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
  co_await work();
  use(r->id);
}
template <class T> struct Local {
  static thread_local T *value;
  co::task<> f() {
    T *v = value; // thread
    co_await work();
    use(v->id);
  }
};
template <class T> thread_local T *Local<T>::value;
template struct Local<Request>;
