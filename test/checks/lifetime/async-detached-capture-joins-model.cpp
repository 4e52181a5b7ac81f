// async-tidy: checks=async-detached-capture,async-dangling-argument options={AsyncModelFiles: "%S/joins_model.yaml"}
// Functions and destructors that wait, as a library file says.
#include "task.h"

#include <string>
#include <vector>

void use(const std::string &);
namespace app {
struct pool {};
struct nursery {
  ~nursery();
};
template <class Where, class F> void start(Where &, F) {}
int settle(pool &);
co::task<> gather(pool &);
void look_at(pool &);
bool finish_both(co::task<> &&, co::task<> &&);
void settle_all(std::vector<co::task<>> &);
void take(co::task<> &&);
} // namespace app

void settled(app::pool &p) {
  std::string name = "x";
  app::start(p, [&] { use(name); });
  app::settle(p);
}
co::task<> gathered(app::pool &p) {
  std::string name = "x";
  app::start(p, [&] { use(name); });
  co_await app::gather(p);
}
co::task<> not_gathered(app::pool &p, app::pool &q) {
  std::string name = "x";
  app::start(p, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  co_await app::gather(q);
}
void not_settled(app::pool &p) {
  std::string name = "x";
  app::start(p, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  app::look_at(p);
}
void other_settled(app::pool &p, app::pool &q) {
  std::string name = "x";
  app::start(p, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  app::settle(q);
}
void settled_before(app::pool &p) {
  std::string name = "x";
  app::settle(p);
  app::start(p, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}
void joined_at_the_end() {
  std::string name = "x";
  app::nursery n;
  app::start(n, [&] { use(name); });
}
void joined_elsewhere(app::nursery &n) {
  std::string name = "x";
  app::start(n, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}

co::task<> send(const std::string &text) {
  co_await co::yield();
  use(text);
}
void both() { app::finish_both(send("a"), send("b")); }
void taken() {
  std::string text = "x";
  app::take(send("a"));
}
