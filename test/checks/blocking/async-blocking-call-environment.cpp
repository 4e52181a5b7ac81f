// What is only done because an environment variable is set.
#include <task.h>

#include <cstdlib>
#include <fstream>
#include <string>

static std::string read_env(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}
static void trace(const std::string &text) {
  if (auto file = read_env("TRACE_FILE"); !file.empty()) {
    std::ofstream out(file);
    out << text;
  }
}
static void trace_directly(const std::string &text) {
  const char *file = std::getenv("TRACE_FILE");
  if (file)
    std::ofstream(file) << text;
}
static void always(const std::string &text) {
  std::ofstream out(read_env("OUTPUT"));
  out << text;
}
static void unless(const std::string &text) {
  if (std::getenv("QUIET")) {
  } else {
    std::ofstream out("log");
    out << text;
  }
}
static void if_not_set() {
  if (!std::getenv("FAST"))
    std::ofstream("log") << "slow";
}
static bool exists(const std::string &);
static void path_of_it() {
  std::string path = read_env("HOME") + "/log";
  if (exists(path))
    std::ofstream(path) << "x";
}
static void compared(const std::string &text) {
  if (std::getenv("TRACE_FILE") != nullptr)
    std::ofstream("log") << text;
  if (read_env("TRACE") == "") {
  } else {
    std::ofstream("log") << text;
  }
}
co::task<> run() {
  trace("a");
  trace_directly("a");
  always("a");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-blocking-call]
  unless("a");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-blocking-call]
  if_not_set();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-blocking-call]
  path_of_it();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}[async-blocking-call]
  compared("a");
  co_await co::yield();
}
