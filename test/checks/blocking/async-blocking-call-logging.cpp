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
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: call to 'app::log_line' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  app::info("x", 1);
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: call to 'app::info' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  logging::write(1, "x");
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: call to 'logging::write' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  logger.put("x");
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:10: warning: call to 'Logger::put' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  logger.rotate();
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:10: warning: call to 'Logger::rotate' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  logger << 1;
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:10: warning: call to 'Logger::operator<<' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  LOG() << "x";
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: 'LOG' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  WARN("x");
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: 'WARN' blocks the thread that runs coroutine 'logs': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  ::syslog(LOG_INFO, "x");
  // CHECK-MESSAGES-LOGGING: :[[@LINE-1]]:3: warning: call to 'syslog' blocks the thread that runs coroutine 'logs': it writes a log [async-blocking-call]
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
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:3: warning: call to 'log_config' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ifstream', which waits for a file [async-blocking-call]
  // CHECK-MESSAGES-LOGGING: :[[@LINE-2]]:3: warning: call to 'log_config' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  log_slowly("x");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'log_slowly' blocks the thread that runs coroutine 'others': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  last_log_line();
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:3: warning: call to 'last_log_line' blocks the thread that runs coroutine 'others': it reaches 'std::basic_fstream', which waits for a file [async-blocking-call]
  log_checked("x");
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:3: warning: call to 'log_checked' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  commits.append({1, 2});
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:11: warning: call to 'CommitLog::append' blocks the thread that runs coroutine 'others': it reaches 'fsync', which waits for a file [async-blocking-call]
  save("x");
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:3: warning: call to 'save' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  catalog("x");
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:3: warning: call to 'catalog' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  report.write("x");
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:10: warning: call to 'Report::write' blocks the thread that runs coroutine 'others': it reaches 'std::basic_ofstream::open', which waits for a file [async-blocking-call]
  co_return;
}
