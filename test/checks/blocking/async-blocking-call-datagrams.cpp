// A datagram socket does not connect, it only notes its peer; nor does it wait for anybody to take what it sends.
// But it waits for what it receives. Sockets in non-blocking mode wait for nothing.
#include "asio.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace asio {
struct endpoint {};
template <class Protocol> struct basic_socket {
  void connect(const endpoint &);
  void connect(const endpoint &, error_code &);
  void non_blocking(bool);
  void native_non_blocking(bool);
};
template <class Protocol> struct basic_datagram_socket : basic_socket<Protocol> {
  std::size_t send(mutable_buffer);
  std::size_t send_to(mutable_buffer, const endpoint &);
  std::size_t receive(mutable_buffer);
  std::size_t receive_from(mutable_buffer, endpoint &);
};
template <class Protocol> struct basic_raw_socket : basic_socket<Protocol> {
  std::size_t send_to(mutable_buffer, const endpoint &);
};
template <class Protocol> struct basic_stream_socket : basic_socket<Protocol> {
  std::size_t send(mutable_buffer);
  std::size_t read_some(mutable_buffer, error_code &);
};
template <class Protocol> endpoint connect(basic_socket<Protocol> &, const endpoint *, error_code &);
template <class Stream> std::size_t write(Stream &, mutable_buffer);
template <class Stream> std::size_t read(Stream &, mutable_buffer, error_code &);
} // namespace asio

struct udp {
  using socket = asio::basic_datagram_socket<udp>;
};
struct icmp {
  using socket = asio::basic_raw_socket<icmp>;
};
struct tcp {
  using socket = asio::basic_stream_socket<tcp>;
};
struct my_socket : udp::socket {};

asio::awaitable<void> datagrams(udp::socket &u, icmp::socket &i, my_socket &m, asio::endpoint to, char (&b)[4]) {
  asio::error_code ec;
  u.connect(to);
  u.connect(to, ec);
  asio::connect(u, &to, ec);
  m.connect(to);
  i.connect(to);
  u.send(asio::buffer(b));
  u.send_to(asio::buffer(b), to);
  m.send_to(asio::buffer(b), to);
  i.send_to(asio::buffer(b), to);
  u.receive(asio::buffer(b));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'asio::basic_datagram_socket::receive' blocks the thread that runs coroutine 'datagrams': it waits for the network [async-blocking-call]
  m.receive_from(asio::buffer(b), to);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'asio::basic_datagram_socket::receive_from' blocks the thread that runs coroutine 'datagrams': it waits for the network [async-blocking-call]
  co_return;
}
asio::awaitable<void> streams(tcp::socket &t, asio::endpoint to, char (&b)[4]) {
  asio::error_code ec;
  t.connect(to);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'asio::basic_socket::connect' blocks the thread that runs coroutine 'streams': it waits for the network [async-blocking-call]
  asio::connect(t, &to, ec);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'asio::connect' blocks the thread that runs coroutine 'streams': it waits for the network [async-blocking-call]
  t.send(asio::buffer(b));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'asio::basic_stream_socket::send' blocks the thread that runs coroutine 'streams': it waits for the network [async-blocking-call]
  asio::write(t, asio::buffer(b));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'asio::write' blocks the thread that runs coroutine 'streams': it waits for the network [async-blocking-call]
  co_return;
}
template <class Socket> void dial(Socket &s, asio::endpoint to) { s.connect(to); }
asio::awaitable<void> dials(udp::socket &u, tcp::socket &t, asio::endpoint to) {
  dial(u, to);
  dial(t, to);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'dial' blocks the thread that runs coroutine 'dials': it reaches 'asio::basic_socket::connect', which waits for the network [async-blocking-call]
  co_return;
}

asio::awaitable<void> non_blocking(tcp::socket &t, tcp::socket &other, asio::endpoint to, char (&b)[4]) {
  asio::error_code ec;
  t.non_blocking(true);
  t.connect(to, ec);
  t.read_some(asio::buffer(b), ec);
  asio::write(t, asio::buffer(b));
  asio::read(t, asio::buffer(b), ec);
  asio::read(other, asio::buffer(b), ec);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'asio::read' blocks the thread that runs coroutine 'non_blocking': it waits for the network [async-blocking-call]
  other.native_non_blocking(false);
  other.read_some(asio::buffer(b), ec);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'asio::basic_stream_socket::read_some' blocks the thread that runs coroutine 'non_blocking': it waits for the network [async-blocking-call]
  co_return;
}
asio::awaitable<void> asks_again(tcp::socket &t, char (&b)[4]) {
  asio::error_code ec;
  t.read_some(asio::buffer(b), ec);
  if (ec == asio::error::try_again)
    co_return;
}

// The same with descriptors.
int open_datagrams() { return ::socket(AF_INET, SOCK_DGRAM, 0); }
int open_stream() { return ::socket(AF_INET, SOCK_STREAM, 0); }
asio::awaitable<void> descriptors(sockaddr *to, char *b, msghdr *m, int unknown) {
  int u = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ::connect(u, to, sizeof *to);
  ::send(u, b, 1, 0);
  ::sendmsg(u, m, 0);
  ::recv(u, b, 1, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'recv' blocks the thread that runs coroutine 'descriptors': it waits for the network [async-blocking-call]
  int helped = open_datagrams();
  ::connect(helped, to, sizeof *to);
  int late;
  if ((late = ::socket(AF_INET6, SOCK_RAW, 0)) < 0)
    co_return;
  ::connect(late, to, sizeof *to);
  ::sendto(unknown, b, 1, 0, to, sizeof *to);
  ::sendto(unknown, b, 1, 0, nullptr, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'sendto' blocks the thread that runs coroutine 'descriptors': it waits for the network [async-blocking-call]
  int t = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(t, to, sizeof *to);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'connect' blocks the thread that runs coroutine 'descriptors': it waits for the network [async-blocking-call]
  int other = open_stream();
  ::connect(other, to, sizeof *to);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'connect' blocks the thread that runs coroutine 'descriptors': it waits for the network [async-blocking-call]
  ::connect(unknown, to, sizeof *to);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'connect' blocks the thread that runs coroutine 'descriptors': it waits for the network [async-blocking-call]
}
class resolver {
  int datagrams_, late_ = -1, stream_;
  int with_default_ = ::socket(AF_INET, SOCK_DGRAM, 0);

public:
  resolver() : datagrams_(::socket(AF_INET, SOCK_DGRAM, 0)), stream_(open_stream()) {}
  void open() { late_ = open_datagrams(); }
  asio::awaitable<void> ask(sockaddr *to) {
    ::connect(datagrams_, to, sizeof *to);
    ::connect(late_, to, sizeof *to);
    ::connect(with_default_, to, sizeof *to);
    ::connect(stream_, to, sizeof *to);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call to 'connect' blocks the thread that runs coroutine 'ask': it waits for the network [async-blocking-call]
    co_return;
  }
};
