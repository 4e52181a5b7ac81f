// Reference parameters in work that runs on.
#include <asio.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

void use(const std::string &);

static void send(asio::io_context &io, const std::string &text) {
  asio::post(io, [&text] { use(text); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures parameter 'text' by reference, but a call binds it to an object that may be gone when it runs [async-detached-capture]
}
static void send_long(asio::io_context &io, const std::string &text) {
  asio::post(io, [&text] { use(text); });
}
static void send_waits(asio::io_context &io, const std::string &text) {
  asio::post(io, [&text] { use(text); });
}
void never_called(asio::io_context &io, const std::string &text) {
  asio::post(io, [&text] { use(text); });
}

struct owner {
  std::string name;
  void run(asio::io_context &io, int id) {
    send(io, "id " + std::to_string(id));
    send_long(io, name);
  }
};
void waits(asio::io_context &io, int id) {
  std::string text = std::to_string(id);
  send_waits(io, text);
  io.run();
}

// The same of what is kept.
struct table {
  std::vector<std::function<void()>> all;
  void add(std::function<void()> f) { all.push_back(std::move(f)); }
};
static void keep(table &t, const std::string &text) {
  t.add([&text] { use(text); });
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the callable captures parameter 'text' by reference and is kept when the function has returned [async-detached-capture]
}
void keeps(table &t, int id) { keep(t, std::to_string(id)); }
