// Waiting by way of the project's own functions, and locals that end first.
#include <asio.h>

#include <memory>
#include <string>

void use(const std::string &);

struct fixture {
  asio::io_context io;
  void drain() { io.run(); }
  void pump() { drain(); }
  void look() {}
};
static void drive(asio::io_context &io) { io.run(); }
template <class L> void spin(L &l) { l.run(); }

void by_members(std::string name) {
  fixture f;
  asio::post(f.io, [&name] { use(name); });
  f.pump();
}
void by_function(asio::io_context &io, std::string name) {
  asio::post(io, [&name] { use(name); });
  drive(io);
}
void by_template(asio::io_context &io, std::string name) {
  asio::post(io, [&name] { use(name); });
  spin(io);
}
void does_not_wait(fixture &f, std::string name) {
  asio::post(f.io, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  f.look();
}
void loop_ends_first(std::string name) {
  asio::io_context io;
  asio::post(io, [&name] { use(name); });
}
void loop_ends_last() {
  asio::io_context io;
  std::string name;
  asio::post(io, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}

struct weak : std::enable_shared_from_this<weak> {
  std::string name;
  void begin(asio::io_context &io) {
    asio::post(io, [this, self = weak_from_this()] {
      if (auto alive = self.lock())
        use(name);
    });
    asio::post(io, [this] { use(name); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures 'this', but nothing keeps the object alive [async-detached-capture]
  }
};
