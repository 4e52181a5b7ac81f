// Callables that a function of the project puts into an object.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

void use(const std::string &);
void run_loop();

class bus {
public:
  void on(const std::string &name, std::function<void()> f) { handlers_[name] = std::move(f); }
  void off(const std::string &name) { handlers_.erase(name); }
  template <class F> void each(F &&f) { all_.push_back(std::forward<F>(f)); }
  void once(std::function<void()> f) { each(std::move(f)); }
  void last(std::function<void()> f) { last_ = f; }
  void now(std::function<void()> f) { f(); }
  void during(std::function<void()> f) {
    last_ = std::move(f);
    fire();
    last_ = nullptr;
  }
  void count(const std::function<void()> &f) { n_ += f ? 1 : 0; }
  void fire() {
    for (auto &f : all_)
      f();
  }

private:
  std::map<std::string, std::function<void()>> handlers_;
  std::vector<std::function<void()>> all_;
  std::function<void()> last_;
  int n_ = 0;
};

void subscribes(bus &b, std::string name) {
  b.on("a", [&name] { use(name); });
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: the callable captures local 'name' by reference and is kept when the function has returned [async-detached-capture]
  // CHECK-NOTES: :[[@LINE-3]]:37: note: the local is declared here
  // CHECK-NOTES: :[[@LINE-3]]:5: note: it is kept here
  // CHECK-NOTES: :[[@LINE-4]]:13: note: capture it by value, or take the callable out again
  b.each([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the callable captures local 'name' by reference and is kept
  b.once([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the callable captures local 'name' by reference and is kept
  b.last([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the callable captures local 'name' by reference and is kept
}
void right(bus &b, std::string name, const std::string &outer) {
  b.on("a", [name] { use(name); });
  b.on("b", [&outer] { use(outer); });
  b.now([&name] { use(name); });
  b.during([&name] { use(name); });
  b.count([&name] { use(name); });
}
void own(std::string name) {
  bus b;
  b.on("a", [&name] { use(name); });
  b.fire();
}
void taken_out(bus &b, std::string name) {
  b.on("a", [&name] { use(name); });
  b.fire();
  b.off("a");
}
void looked_at(bus &b) {
  bool called = false;
  b.last([&called] { called = true; });
  b.fire();
  if (called)
    use("x");
}

// Objects that end with the function.
struct site {
  bus events;
};
void parts(std::string name) {
  auto owned = std::make_unique<bus>();
  owned->once([&name] { use(name); });
  auto shared = std::make_shared<bus>();
  shared->once([&name] { use(name); });
  site s;
  s.events.once([&name] { use(name); });
  bus &part = s.events;
  part.once([&name] { use(name); });
  std::vector<bus> several(2);
  several[0].once([&name] { use(name); });
  bus().once([&name] { use(name); });
}
// Others take it out again.
void replaced(bus &b, std::string name) {
  b.last([&name] { use(name); });
  b.last(nullptr);
}
struct guard {
  bus &b;
  ~guard() { b.last(nullptr); }
};
void guarded(bus &b, std::string name) {
  guard g{b};
  b.last([&name] { use(name); });
}
struct has_bus {
  bus events;
  void subscribe(std::string name) {
    events.last([&name] { use(name); });
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable captures local 'name' by reference and is kept
    std::string other;
    other.clear();
  }
};
