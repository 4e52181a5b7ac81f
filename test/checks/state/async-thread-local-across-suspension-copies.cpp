// Values of a thread that are copied, read again, or mean the same on every
// thread.
#include "task.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

co::task<> work();
void use(int);
void use(const std::string &);
struct Ctx {
  int id;
  std::string name;
};

thread_local Ctx ctx;
thread_local int depth = 0;
thread_local std::mt19937 rng;
thread_local Ctx *current = nullptr;
thread_local std::vector<int> scratch;
Ctx &get_ctx() { return ctx; }
static std::mt19937 &engine() {
  thread_local std::mt19937 e;
  return e;
}

co::task<> copies() {
  int id = ctx.id;
  std::string n = ctx.name;
  co_await work();
  use(id);
  use(n);
}

co::task<> rnd() {
  int a = rng() % 3;
  co_await work();
  use(a + rng() % 5);
}

co::task<> dist() {
  std::uniform_int_distribution<int> d(0, 3);
  int x = d(engine());
  co_await work();
  use(x + d(engine()));
}

co::task<> re() {
  auto *c = current;
  if (c)
    use(c->id);
  co_await work();
  c = current;
  if (c)
    use(c->id);
}

co::task<> counts() {
  ++depth;
  co_await work();
  --depth;
}

co::task<> scratching() {
  scratch.clear();
  scratch.push_back(1);
  use(scratch.size());
  co_await work();
  scratch.clear();
  use(scratch.size());
}

co::task<> logs() {
  std::cout << std::this_thread::get_id();
  co_await work();
  std::cout << std::this_thread::get_id();
}

co::task<> compare() {
  auto a = std::this_thread::get_id();
  co_await work();
  if (a != std::this_thread::get_id())
    use(1);
}

co::task<> err() {
  int fd = ::dup(1);
  int e = errno;
  co_await work();
  use(e + fd);
}

co::task<> err2() {
  co_await work();
  if (::dup(1) < 0)
    use(errno);
}

co::task<> err3() {
  int n;
  do {
    n = ::dup(1);
  } while (n < 0 && errno == EINTR);
  co_await work();
  use(n);
}

co::task<> err4() {
  co_await work();
  errno = 0;
  long v = strtol("3", nullptr, 10);
  if (errno)
    use(int(v));
}

co::task<> err5() {
  for (;;) {
    int n = ::read(0, nullptr, 0);
    if (n >= 0)
      co_return;
    if (errno != EAGAIN)
      throw 1;
    co_await work();
  }
}

co::task<> err6() {
  while (::dup(3) < 0 && errno == EAGAIN)
    co_await work();
}

co::task<> sterr() {
  std::string s = strerror(errno);
  co_await work();
  use(s);
}

co::task<> tm() {
  time_t t = 0;
  std::tm v = *std::localtime(&t);
  co_await work();
  use(v.tm_hour);
}

co::task<> tm2() {
  time_t t = 0;
  std::tm v;
  localtime_r(&t, &v);
  co_await work();
  use(v.tm_hour);
}

co::task<> tm3() {
  time_t t = 0;
  char b[64];
  strftime(b, 64, "%F", std::localtime(&t));
  co_await work();
  use(b);
}

co::task<> envv() {
  const char *h = getenv("HOME");
  co_await work();
  use(std::string(h));
}

co::task<> exc() {
  std::exception_ptr p;
  try {
    co_await work();
  } catch (...) {
    p = std::current_exception();
  }
  co_await work();
  if (p)
    std::rethrow_exception(p);
}

co::task<> ref_local() {
  {
    auto &c = get_ctx();
    use(c.id);
  }
  co_await work();
  {
    auto &c = get_ctx();
    use(c.id);
  }
}

co::task<> pid() {
  auto p = getpid();
  co_await work();
  use(p);
}

co::task<> tid_local() {
  auto id = std::this_thread::get_id();
  use(id == std::thread::id());
  co_await work();
}

co::task<> hash() {
  auto h = std::hash<std::thread::id>{}(std::this_thread::get_id());
  co_await work();
  use(int(h));
}

template <class A, class B> bool check_equal(const A &a, const B &b);

co::task<> compared_pointer() {
  Ctx *before = current;
  co_await work();
  if (before && before == current)
    use(1);
  check_equal(before, current);
}
