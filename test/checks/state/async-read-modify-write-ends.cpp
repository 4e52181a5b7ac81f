// Flags that tell of an end, and containers that are filled for a caller.
#include <task.h>

#include <map>
#include <optional>
#include <string>

co::task<int> read_some();
co::task<std::optional<int>> next();
co::task<bool> connect();

struct stream {
  bool eof = false;
  bool second = false;
  bool connected = false;

  co::task<int> read() {
    if (eof)
      co_return 0;
    int n = co_await read_some();
    if (!n)
      eof = true;
    co_return n;
  }
  co::task<int> read_zero() {
    if (eof)
      co_return 0;
    int n = co_await read_some();
    if (n == 0) {
      eof = true;
      co_return 0;
    }
    co_return n;
  }
  co::task<int> read_second() {
    if (!second) {
      if (auto got = co_await next())
        co_return *got;
      else
        second = true;
    }
    co_return 0;
  }
  co::task<> open() {
    if (connected)
      co_return;
    bool ok = co_await connect();
    if (ok)
      connected = true;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: {{.*}}[async-read-modify-write]
  }
  co::task<> open_unasked() {
    if (connected)
      co_return;
    co_await connect();
    connected = true;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}}[async-read-modify-write]
  }
};

// The result of a coroutine that has none.
using table = std::map<std::string, int>;
co::task<> collect(const std::string &name, table &found) {
  if (found.count(name))
    co_return;
  int n = co_await read_some();
  found[name] = n;
}
co::task<> two(const std::string &name, table &found) {
  if (found.count(name))
    co_return;
  int n = co_await read_some();
  found[name] = n;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-read-modify-write]
}
co::task<int> cached(const std::string &name, table &found) {
  if (found.count(name))
    co_return found.at(name);
  int n = co_await read_some();
  found[name] = n;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-read-modify-write]
  co_return n;
}
struct owner {
  table all;
  co::task<> fill() { co_await two("a", all); }
  co::task<> local() {
    table own;
    co_await collect("a", own);
  }
};
