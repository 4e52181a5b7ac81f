// async-tidy: options={AsyncModelFiles: "%S/wrapped_model.yaml"}
// Executors take what they run as an object that can hold any callable.
#include <functional>
#include <string>
#include <utility>

void use(const std::string &);

namespace app {
/// Moves, and calls what it was made from.
class function {
public:
  template <class F> function(F &&f) { (void)f; }
  function(function &&) noexcept;
  void operator()();
};
/// Holds a callable beside something else.
struct labelled {
  labelled(const char *label, std::function<void()> run);
  void operator()();
};
/// Cannot be called: what it does with the closure is its own affair.
struct result {
  template <class F> explicit result(F compute) { (void)compute; }
};
struct executor {
  virtual void add(function f) = 0;
};
void post(std::function<void()> f);
void post(labelled f);
void post(result r);
} // namespace app

void wrapped(app::executor &ex) {
  std::string name = "x";
  ex.add([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  app::post([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  app::post(std::function<void()>([&name] { use(name); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  ex.add([name] { use(name); });
  app::post([name] { use(name); });
  app::post(app::labelled("copy", [&name] { use(name); }));
  app::post(app::result([&name] { return name; }));
}
