// What a failed assertion does delays nobody: the program is wrong and ends. A macro is named by its name.
#include "task.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

// Reads the status of the process, as every implementation of it does.
inline bool is_debugger_present() {
  char status[4096];
  int fd = ::open("/proc/self/status", O_RDONLY);
  long n = ::read(fd, status, sizeof status - 1);
  ::close(fd);
  status[n > 0 ? n : 0] = 0;
  return std::strstr(status, "TracerPid:\t0") == nullptr;
}
inline void debug_break() { __builtin_debugtrap(); }
inline void dump_state() {
  std::ifstream maps("/var/lib/app/maps");
  char line[80];
  maps.getline(line, sizeof line);
  std::fputs(line, stderr);
}

// It goes on in a debugger, and without one, too.
inline void soft_failure(const char *text) {
  std::fprintf(stderr, "%s\n", text);
  if (is_debugger_present())
    debug_break();
}
#define SOFT_ASSERT(x) ((x) ? void() : soft_failure(#x))

// It dumps, and ends in a debugger or at once.
inline void hard_failure(const char *text) {
  std::fprintf(stderr, "%s\n", text);
  dump_state();
  if (is_debugger_present())
    debug_break();
  std::abort();
}
#define HARD_ASSERT(x) [&] { if (!(x)) hard_failure(#x); }()

// Nobody says noexcept, but nobody can throw.
[[noreturn]] inline void end_here() { std::_Exit(3); }
[[noreturn]] inline void last_words(const char *text) {
  std::fputs(text, stderr);
  end_here();
}
[[noreturn]] void assertion_failed(const char *text);
#define CHECKED(x) do { if (!(x)) { dump_state(); last_words(#x); } } while (0)
#define VERIFIED(x) do { if (!(x)) { dump_state(); assertion_failed(#x); } } while (0)
#define STOPPED(x) do { if (!(x)) { dump_state(); debug_break(); } } while (0)

co::task<> asserts(int *p) {
  SOFT_ASSERT(p);
  HARD_ASSERT(p);
  CHECKED(p);
  VERIFIED(p);
  STOPPED(p);
  if (is_debugger_present())
    co_return;
  co_return;
}

// A failure that is thrown is one that the program goes on from.
struct failure {};
[[noreturn]] inline void throw_failure() { throw failure(); }
[[noreturn]] inline void fail_by_throwing() { throw_failure(); }
[[noreturn]] void unknown_end();
#define REQUIRED(x) do { if (!(x)) { dump_state(); fail_by_throwing(); } } while (0)
#define EXPECTED(x) do { if (!(x)) { dump_state(); unknown_end(); } } while (0)
// Nor does one end that is only told of.
inline void tell_failure(const char *text) { dump_state(); }
#define TOLD(x) [&] { if (!(x)) tell_failure(#x); }()
#define NAP() std::this_thread::sleep_for(1ms)
#define NAPS(n) for (int i = n; i; --i) NAP()
#define PASS(x) (x)
#define READ ::read
struct napping { ~napping() { NAP(); } };
#define NAP_AT_END() napping at_end

co::task<> goes_on(int *p, char *buffer) {
  REQUIRED(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'REQUIRED' blocks the thread that runs coroutine 'goes_on': it reaches 'std::basic_ifstream', which waits for a file [async-blocking-call]
  EXPECTED(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'EXPECTED' blocks the thread that runs coroutine 'goes_on': it reaches 'std::basic_ifstream', which waits for a file [async-blocking-call]
  TOLD(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'TOLD' blocks the thread that runs coroutine 'goes_on': it reaches 'std::basic_ifstream', which waits for a file [async-blocking-call]
  NAP();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'NAP' blocks the thread that runs coroutine 'goes_on': it calls 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  NAPS(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'NAPS' blocks the thread that runs coroutine 'goes_on': it calls 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  PASS(::usleep(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: call to 'usleep' blocks the thread that runs coroutine 'goes_on': it sleeps [async-blocking-call]
  READ(0, buffer, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'READ' blocks the thread that runs coroutine 'goes_on': it calls 'read', which waits for a file [async-blocking-call]
  NAP_AT_END();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'NAP_AT_END' blocks the thread that runs coroutine 'goes_on': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}

// The step in a macro is the one that the user wrote.
inline void in_helper() { NAP(); }
co::task<> through_helper() {
  in_helper();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'in_helper' blocks the thread that runs coroutine 'through_helper': it reaches 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  co_return;
}
