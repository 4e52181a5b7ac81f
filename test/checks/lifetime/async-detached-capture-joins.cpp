// A function of the project that comes back when the work is done, whatever its
// name is.
#include "task.h"

#include <string>
#include <thread>

void use(const std::string &);
struct Workers {
  [[clang::annotate("async::joins")]] void settle();
  void tick();
};
[[clang::annotate("async::joins")]] void settle(Workers &);

void settled(Workers &w) {
  std::string name = "x";
  std::thread([&] { use(name); }).detach();
  settle(w);
}
void settled_by_member(Workers &w) {
  std::string name = "x";
  std::thread([&] { use(name); }).detach();
  w.settle();
}
void not_settled(Workers &w) {
  std::string name = "x";
  std::thread([&] { use(name); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  w.tick();
}
