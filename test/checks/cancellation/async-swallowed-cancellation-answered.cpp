// Handlers after which a coroutine goes on, and rightly so: to tell the failure
// as its last act, in a test that expects it, or to serve the next one.
#include "asio.h"
#include "expectations.h"

#include <list>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

void log(const std::string &text);
struct Status { int code = 0; };
struct Reply { std::string text; int status = 200; void set_status(int); };
struct Responder { awaitable<bool> finish(int reply, Status s); awaitable<void> ping(); };
awaitable<int> service();
awaitable<void> write(tcp::socket &, const Reply &);
awaitable<void> write(tcp::socket &, const std::string &);

// ---- told as the last act ----

awaitable<void> becomes_a_status(Responder &r) {
  Status st;
  int reply = 0;
  try {
    reply = co_await service();
  } catch (const std::exception &e) {
    st = {13};
    log(e.what());
  }
  co_await r.finish(reply, st);
}
awaitable<void> becomes_an_answer(tcp::socket &s) {
  Reply reply;
  try {
    reply.text = std::to_string(co_await service());
  } catch (...) {
    reply.status = 500;
  }
  co_await write(s, reply);
  log("done");
}
awaitable<void> set_by_a_member(tcp::socket &s) {
  Reply reply;
  try {
    reply.text = std::to_string(co_await service());
  } catch (...) {
    reply.set_status(500);
  }
  co_await write(s, reply);
}
awaitable<bool> two_last_acts(tcp::socket &s) {
  std::string error;
  std::string text;
  try {
    text = std::to_string(co_await service());
  } catch (const std::exception &e) {
    error = e.what();
  }
  if (!error.empty())
    co_await write(s, error);
  else
    co_await write(s, text);
  co_return error.empty();
}
// Found: it is not the last act.
awaitable<void> goes_on_after_the_answer(Responder &r) {
  Status st;
  try {
    co_await service();
  } catch (const std::exception &e) { // found
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    st = {13};
  }
  co_await r.finish(0, st);
  co_await r.ping();
}
// Found: again and again.
awaitable<void> answers_in_a_loop(Responder &r) {
  for (;;) {
    Status st;
    try {
      co_await service();
    } catch (const std::exception &e) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      st = {13};
    }
    co_await r.finish(0, st);
  }
}
// Found: the last act has nothing of the failure.
awaitable<void> last_act_without_the_failure(Responder &r) {
  Status st;
  try {
    co_await service();
  } catch (const std::exception &e) { // found
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    st = {13};
    log(e.what());
  }
  co_await r.ping();
}
// Found: what is closed tells nothing.
awaitable<void> closes_and_goes_on(tcp::socket &s) {
  asio::error_code ignored;
  try {
    co_await service();
  } catch (const std::exception &e) { // found
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    s.close(ignored);
  }
  co_await write(s, Reply());
}

// ---- tests ----

void check(bool);
struct Counter { void count(bool); };
awaitable<void> expects_a_code(tcp::socket &s) {
  char b[10];
  try {
    co_await s.async_read_some(asio::buffer(b), use_awaitable);
  } catch (const asio::system_error &e) {
    check(e.code() == asio::error::operation_aborted);
  }
  co_await service();
}
awaitable<void> expects_by_macro(tcp::socket &s) {
  char b[10];
  try {
    co_await s.async_read_some(asio::buffer(b), use_awaitable);
  } catch (const asio::system_error &e) {
    EXPECT_SAME(e.code(), asio::error::eof);
  }
  co_await service();
}
awaitable<void> fails_by_macro() {
  try {
    co_await service();
  } catch (...) {
    TEST_FAIL("unexpected");
  }
  co_await service();
}
[[noreturn]] void give_up(const char *);
void refuse(const std::string &why) {
  if (!why.empty())
    log(why);
  throw std::runtime_error(why);
}
void refuse_always() { refuse("always"); }
awaitable<void> throws_in_a_function() {
  try {
    co_await service();
  } catch (const std::exception &e) {
    refuse_always();
  }
  co_await service();
}
/// The body of what a system header declares is not read.
awaitable<void> FP_throws_in_a_framework() {
  try {
    co_await service();
  } catch (const std::exception &e) {
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    stop_this_test(e.what());
  }
  co_await service();
}
awaitable<void> does_not_return() {
  try {
    co_await service();
  } catch (const std::exception &e) {
    give_up(e.what());
  }
  co_await service();
}
// Found: counting and logging a code expects none.
awaitable<void> counts_a_code(Counter &c) {
  try {
    co_await service();
  } catch (const asio::system_error &e) { // found
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    c.count(e.code() == asio::error::eof);
    log(e.what());
  }
  co_await service();
}
// Found: only on one path.
void complain(bool aloud) {
  if (aloud)
    log("!");
}
awaitable<void> complains() {
  try {
    co_await service();
  } catch (const std::exception &e) { // found
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    complain(true);
  }
  co_await service();
}

// ---- one of many ----

struct Client {
  tcp::socket socket;
  std::string name;
  awaitable<void> send(std::string text);
  awaitable<void> flush();
  awaitable<void> ping();
};
awaitable<void> serve(tcp::socket s);
awaitable<void> handshake(tcp::socket &s);
awaitable<void> fetch(const std::string &url);
awaitable<void> connect(tcp::socket &s, const tcp::endpoint &where);
awaitable<void> guarded(awaitable<void> task, int seconds);
awaitable<tcp::socket> connect_somewhere();
awaitable<void> pause_a_bit();

awaitable<void> to_all(std::vector<Client> &clients) {
  for (auto &c : clients)
    try {
      co_await c.send("x");
    } catch (const std::exception &e) {
      log(c.name + e.what());
    }
}
awaitable<void> to_all_by_key(std::map<int, std::shared_ptr<Client>> &clients) {
  for (auto &[id, client] : clients) {
    try {
      co_await client->send("x");
      co_await client->flush();
    } catch (...) {
    }
  }
}
awaitable<void> to_all_with_timeout(std::list<Client> &clients) {
  for (auto it = clients.begin(); it != clients.end(); ++it)
    try {
      co_await guarded(it->send("x"), 5);
    } catch (...) {
      log(it->name);
    }
  co_await service();
}
awaitable<void> accepts(tcp::acceptor &acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    try {
      co_await handshake(socket);
      co_await serve(std::move(socket));
    } catch (const std::exception &e) {
      log(e.what());
    }
  }
}
awaitable<void> every_second(std::vector<Client> &clients) {
  for (;;) {
    co_await pause_a_bit();
    for (auto &c : clients)
      try {
        co_await c.send("x");
      } catch (...) {
      }
  }
}
awaitable<void> to_all_by_code(std::vector<Client> &clients) {
  char data[4];
  for (auto &c : clients) {
    asio::error_code ec;
    co_await c.socket.async_write_some(asio::buffer(data), asio::redirect_error(use_awaitable, ec));
    log(ec.message());
  }
}
// Found: the same socket in every turn.
awaitable<void> to_one_by_code(Client &c) {
  char data[4];
  for (;;) {
    asio::error_code ec;
    co_await c.socket.async_write_some(asio::buffer(data), asio::redirect_error(use_awaitable, ec)); // found
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_write_some' can end with 'operation_aborted' here, and the loop goes on whatever the error code is [async-swallowed-cancellation]
    log(ec.message());
  }
}
// Found: the accept is what has to be cancelled.
awaitable<void> accepts_inside(tcp::acceptor &acceptor) {
  for (;;) {
    try {
      auto socket = co_await acceptor.async_accept(use_awaitable);
      co_await serve(std::move(socket));
    } catch (const std::exception &e) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}
// Found: the same peer again.
awaitable<void> reconnects() {
  for (;;) {
    auto socket = co_await connect_somewhere();
    try {
      co_await serve(std::move(socket));
    } catch (const std::exception &e) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}
// Found: the object is the same in every turn.
awaitable<void> tries_all(tcp::socket &s, const std::vector<tcp::endpoint> &all) {
  for (auto &where : all)
    try {
      co_await connect(s, where);
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
}
// Found: what is only named differs, the work is this coroutine's own.
awaitable<void> fetches(const std::vector<std::string> &urls) {
  for (auto &url : urls)
    try {
      co_await fetch(url);
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
}
// Found: a search for the first that works.
awaitable<void> first_that_works(std::vector<Client> &clients) {
  for (auto &c : clients)
    try {
      co_await c.send("x");
      co_return;
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
}
// Found: the turn goes on with the same client.
awaitable<void> ignores_the_send(std::vector<Client> &clients) {
  for (auto &c : clients) {
    try {
      co_await c.send("x");
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
    co_await c.ping();
  }
}
// Found: nothing else is waited for, and it never ends.
awaitable<void> spins(std::vector<Client> &clients) {
  for (;;)
    for (auto &c : clients)
      try {
        co_await c.send("x");
      } catch (...) { // found
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      }
}
// Found: one of the operations is not the client's.
awaitable<void> mixed(std::vector<Client> &clients) {
  for (auto &c : clients)
    try {
      co_await c.send(std::to_string(co_await service()));
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
}
// Found: the number of an attempt is no object.
awaitable<void> attempt(int n);
awaitable<void> attempts() {
  for (int n = 0; n < 3; ++n)
    try {
      co_await attempt(n);
    } catch (...) { // found
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('std::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
    }
}
