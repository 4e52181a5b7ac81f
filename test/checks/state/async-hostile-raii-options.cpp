// async-tidy: options={async-hostile-raii.Types: "my::Scope -> it must end on its thread; ::my::Other", async-hostile-raii.SafeAwaitables: "my::Inline", async-hostile-raii.SafeCallees: "my::quick"}
#include "task.h"

namespace my {
struct Scope {
  Scope();
  ~Scope();
};
struct Other {
  Other();
  ~Other();
};
struct Inline : co::awaiter<> {};
co::task<> quick();
} // namespace my
co::task<> work();

co::task<> listed() {
  my::Scope s;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 's' lives across a suspension, but it must end on its thread [async-hostile-raii]
  my::Other o;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'o' lives across a suspension, but it is listed in 'Types' [async-hostile-raii]
  co_await work();
}
co::task<> safe() {
  my::Scope s;
  co_await my::Inline();
  co_await my::quick();
}
