// async-tidy-run: suffix=DEFAULT
// async-tidy-run: suffix=LOGGING options={async-blocking-call.Groups: "sleep;wait;logging"}
// A line of a log is text that goes out; that it may reach a file is a matter of the group `logging`.
#include "task.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <syslog.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

class Sink {
  std::ofstream out;

public:
  void append(std::string_view text) {
    if (!out)
      out.open("app.log");
    out << text;
  }
  void rotate() {
    std::rename("app.log", "app.log.1");
    out.open("app.log");
  }
};
Sink &sink();

namespace app {
inline void log_line(std::string_view text) { sink().append(text); }
template <class... A> void info(const char *format, A &&...) { sink().append(format); }
} // namespace app
namespace logging {
inline void write(int severity, const std::string &text) { sink().append(text); }
} // namespace logging
class Logger {
  Sink own;

public:
  explicit Logger(const char *path) {}
  void put(const char *text) { own.append(text); }
  void rotate() { own.rotate(); }
  Logger &operator<<(int) {
    own.append("number");
    return *this;
  }
};
struct LogMessage {
  ~LogMessage() { sink().append("end"); }
  std::ostream &stream();
};
#define LOG() LogMessage().stream()
#define WARN(text) app::log_line(text)

co::task<> logs(Logger &logger) {
  app::log_line("x");
  app::info("x", 1);
  logging::write(1, "x");
  logger.put("x");
  logger.rotate();
  logger << 1;
  LOG() << "x";
  WARN("x");
  ::syslog(LOG_INFO, "x");
  co_return;
}

// What a log line reads, or waits for otherwise, counts as ever.
inline void log_config(const char *path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text);
  app::log_line(text);
}
inline void log_slowly(const char *text) {
  app::log_line(text);
  std::this_thread::sleep_for(1ms);
}
// It gives something back.
inline std::string last_log_line() {
  std::fstream file("app.log");
  return "";
}
inline bool log_checked(const char *text) {
  sink().append(text);
  return true;
}
// The log of a database: who writes an entry of it waits until it is there.
struct Entry {
  int key, value;
};
struct CommitLog {
  int fd;
  void append(const Entry &entry) { ::fsync(fd); }
};
// No log at all.
inline void save(std::string_view text) { sink().append(text); }
inline void catalog(std::string_view text) { sink().append(text); }
struct Report {
  void write(const char *text) { sink().append(text); }
};

co::task<> others(CommitLog &commits, Report &report) {
  log_config("x");
  log_slowly("x");
  last_log_line();
  log_checked("x");
  commits.append({1, 2});
  save("x");
  catalog("x");
  report.write("x");
  co_return;
}
