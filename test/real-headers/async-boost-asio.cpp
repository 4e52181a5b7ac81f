// async-tidy: checks=async-* needs=boost
// Boost.Asio: one mistake of each check, and the right form next to it.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace net = boost::asio;
using net::awaitable;
using net::use_awaitable;
using net::ip::tcp;

void use(const std::string &);
void log(const char *);

awaitable<int> load(int id) {
  net::steady_timer timer(co_await net::this_coro::executor, std::chrono::seconds(id));
  co_await timer.async_wait(use_awaitable);
  co_return id;
}

awaitable<void> discards() {
  load(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task returned by 'load' is discarded: the coroutine never runs [async-discarded-awaitable]
  co_await load(1);
}

awaitable<int> forgets() {
  awaitable<int> first = load(1);
  awaitable<int> second = load(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: task 'second' is never awaited: the coroutine never runs [async-unawaited-local]
  co_return co_await std::move(first);
}

awaitable<void> both() {
  using namespace net::experimental::awaitable_operators;
  co_await (load(1) && load(2));
}

awaitable<void> blocks(tcp::socket &socket) {
  char data[64];
  net::read(socket, net::buffer(data));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'boost::asio::read' blocks the thread that runs coroutine 'blocks': it waits for the network [async-blocking-call]
  co_await net::async_read(socket, net::buffer(data), use_awaitable);
  net::steady_timer timer(socket.get_executor(), std::chrono::seconds(1));
  timer.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: call to 'boost::asio::basic_waitable_timer::wait' blocks the thread that runs coroutine 'blocks': it sleeps [async-blocking-call]
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> echoes(tcp::socket &socket, std::mutex &m, int &count) {
  char data[64];
  {
    std::lock_guard lock(m);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: lock guard 'lock' is held while the coroutine is suspended [async-lock-across-suspension]
    co_await net::async_read(socket, net::buffer(data), use_awaitable);
  }
  {
    std::lock_guard lock(m);
    ++count;
  }
  co_await net::async_write(socket, net::buffer(data), use_awaitable);
}

awaitable<void> resolves(net::io_context &io) {
  tcp::resolver resolver(io);
  co_await resolver.async_resolve("localhost", "http", use_awaitable);
}

void starts(net::io_context &io) {
  // It waits for a timer only, which nothing but a cancellation ends early.
  net::co_spawn(io, load(1), net::detached);
  net::co_spawn(io, resolves(io), net::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'resolves' is lost because the task is detached [async-detached-task]
  net::co_spawn(io, load(1), [](std::exception_ptr failure, int) {
    if (failure)
      log("failed");
  });
}

void captures(net::io_context &io, std::string name) {
  net::post(io, [&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  net::post(io, [name] { use(name); });
  net::io_context::strand strand(io);
  strand.post([&name] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  strand.post([name] { use(name); });
}

awaitable<void> calls_a_closure(std::string name) {
  auto pending = [name]() -> awaitable<void> {
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: coroutine lambda uses its captures after a suspension, but the closure dies at the end of the statement that calls it [async-capturing-lambda]
    co_await load(1);
    use(name);
  }();
  co_await std::move(pending);
  co_await [name]() -> awaitable<void> {
    co_await load(1);
    use(name);
  }();
}

void spawns_a_closure(net::io_context &io, std::string name) {
  net::co_spawn(
      io,
      [name]() -> awaitable<void> {
        co_await load(1);
        use(name);
      },
      net::use_future)
      .get();
}

awaitable<void> greet(const std::string &name) {
  co_await load(1);
  use(name);
}

awaitable<void> passes_a_temporary() {
  auto late = greet("x");
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is awaited later [async-dangling-argument]
  co_await std::move(late);
  co_await greet("x");
}

void spawns_with_a_temporary(net::io_context &io) {
  net::co_spawn(io, greet("x"), [](std::exception_ptr failure) {
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a temporary is bound to parameter 'name' of coroutine 'greet' and dies before the coroutine uses it: the task is started here and runs on [async-dangling-argument]
    if (failure)
      log("failed");
  });
}

void submit(awaitable<void> work);

awaitable<void> describe(const std::string &text) {
// CHECK-MESSAGES: :[[@LINE-1]]:45: warning: reference parameter 'text' is used after coroutine 'describe' was suspended, but a call binds a local of the caller to it and hands the task on [async-dangling-parameter]
  co_await load(1);
  use(text);
}

awaitable<void> describe_copy(std::string text) {
  co_await load(1);
  use(text);
}

void submits(int id) {
  std::string text = std::to_string(id);
  submit(describe(text));
  submit(describe_copy(text));
}

awaitable<std::string_view> local() {
  std::string text = "x";
  co_await load(1);
  co_return text;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'local' returns a view of its local 'text', which dies with the coroutine [async-return-local-reference]
}

awaitable<std::string> value() {
  std::string text = "x";
  co_await load(1);
  co_return text;
}

awaitable<void> retries() {
  for (;;) {
    try {
      co_await load(1);
    } catch (const boost::system::system_error &e) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this handler also catches cancellation ('boost::system::system_error' with 'operation_aborted'), and the coroutine goes on [async-swallowed-cancellation]
      log(e.what());
    }
  }
}

awaitable<void> gives_up() {
  for (;;) {
    try {
      co_await load(1);
    } catch (const boost::system::system_error &e) {
      if (e.code() == net::error::operation_aborted)
        throw;
      log(e.what());
    }
  }
}

struct Sessions : std::enable_shared_from_this<Sessions> {
  std::map<int, std::string> names;
  int total = 0;

  awaitable<void> add(int id) {
    total = total + co_await load(id);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    int loaded = co_await load(id);
    total += loaded;
  }
  awaitable<void> show(int id) {
    std::string &name = names[id];
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'name' refers into 'names', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await load(id);
    use(name);
    use(names[id]);
  }
  void erase(int id) { names.erase(id); }
};

thread_local int depth = 0;

awaitable<void> counts() {
  int &here = depth;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'here' comes from the thread-local 'depth', but is used after a suspension, when another thread may run the coroutine [async-thread-local-across-suspension]
  co_await load(1);
  ++here;
  ++depth;
}

thread_local int *current = nullptr;

struct ScopedRequest {
  explicit ScopedRequest(int &request) : outer(current) { current = &request; }
  ~ScopedRequest() { current = outer; }
  int *outer;
};

awaitable<void> handles(int &request) {
  ScopedRequest scope(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'scope' lives across a suspension, but it sets the thread-local 'current' until its destructor runs [async-hostile-raii]
  co_await load(1);
}

awaitable<void> handles_in_parts(int &request) {
  {
    ScopedRequest scope(request);
    ++*current;
  }
  co_await load(1);
}
