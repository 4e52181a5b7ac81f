// POSIX calls, and how a descriptor is recognised as non-blocking.
#include "task.h"

#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

co::task<> readable(int fd);

co::task<> blocks(int fd, pollfd *p) {
  char b[8];
  ::recv(fd, b, sizeof b, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'recv' blocks the thread that runs coroutine 'blocks': it waits for the network [async-blocking-call]
  ::poll(p, 1, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'poll' blocks the thread that runs coroutine 'blocks': it waits for another thread or an event [async-blocking-call]
  ::usleep(10);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'usleep' blocks the thread that runs coroutine 'blocks': it sleeps [async-blocking-call]
  ::sleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'sleep' blocks the thread that runs coroutine 'blocks': it sleeps [async-blocking-call]
  ::waitpid(-1, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'waitpid' blocks the thread that runs coroutine 'blocks': it waits for a process [async-blocking-call]
  co_return;
}
co::task<> does_not_block(int fd, pollfd *p) {
  char b[8];
  ::recv(fd, b, sizeof b, MSG_DONTWAIT);
  ::poll(p, 1, 0);
  ::waitpid(-1, nullptr, WNOHANG);
  ::close(fd);
  co_return;
}
co::task<> resolves(addrinfo **out) {
  ::getaddrinfo("host", "80", nullptr, out);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'getaddrinfo' blocks the thread that runs coroutine 'resolves': it waits for name resolution [async-blocking-call]
  co_return;
}
co::task<long> handles_eagain(int fd) {
  char b[8];
  for (;;) {
    long n = ::recv(fd, b, sizeof b, 0);
    if (n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
      co_return n;
    co_await readable(fd);
  }
}
co::task<long> waited_for(int fd) {
  char b[8];
  co_await readable(fd);
  co_return ::recv(fd, b, sizeof b, 0);
}

// The object that hands out the descriptor switches it.
struct Socket {
  int native_handle() const;
  bool native_non_blocking() const;
  void native_non_blocking(bool mode, int &error);
};
co::task<> switched(Socket &socket, char *b) {
  int error = 0;
  if (!socket.native_non_blocking())
    socket.native_non_blocking(true, error);
  ::recv(socket.native_handle(), b, 1, 0);
  co_return;
}
co::task<> only_asked(Socket &socket, Socket &other, char *b) {
  int error = 0;
  other.native_non_blocking(true, error);
  if (socket.native_non_blocking())
    ::recv(socket.native_handle(), b, 1, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'recv' blocks the thread that runs coroutine 'only_asked': it waits for the network [async-blocking-call]
  co_return;
}
