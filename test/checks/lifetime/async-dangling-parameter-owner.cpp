// A task in an owner that is a local of the same function ends with it, before its arguments.
#include "task.h"

#include <string>
#include <utility>

namespace rt {
/// Owns the coroutine; a dispatcher only links it.
class job {
public:
  job(co::task<> work) : work(std::move(work)) {}

private:
  co::task<> work;
};
class dispatcher {
public:
  void post(job &);
  void own(job);
  void run();
};
} // namespace rt
void use(const std::string &);

co::task<> posted(const std::string &name, int &out) {
  co_await co::yield();
  use(name);
  out = 1;
}
void posts(rt::dispatcher &d) {
  std::string name = "x";
  int out = 0;
  rt::job work = posted(name, out);
  d.post(work);
  d.run();
}
void posts_braced() {
  rt::dispatcher d;
  std::string name = "x";
  int out = 0;
  rt::job work{posted(name, out)};
  d.post(work);
}

co::task<> owned(const std::string &name) {
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: reference parameter 'name' is used after coroutine 'owned' was suspended, but a call binds a local of the caller to it and hands the task on [async-dangling-parameter]
  co_await co::yield();
  use(name);
}
void owns(rt::dispatcher &d) {
  std::string name = "x";
  rt::job work = owned(name);
  d.own(std::move(work));
}
