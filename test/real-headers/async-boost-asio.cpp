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
  co_await load(1);
}

awaitable<int> forgets() {
  awaitable<int> first = load(1);
  awaitable<int> second = load(2);
  co_return co_await std::move(first);
}

awaitable<void> both() {
  using namespace net::experimental::awaitable_operators;
  co_await (load(1) && load(2));
}

awaitable<void> blocks(tcp::socket &socket) {
  char data[64];
  net::read(socket, net::buffer(data));
  co_await net::async_read(socket, net::buffer(data), use_awaitable);
  net::steady_timer timer(socket.get_executor(), std::chrono::seconds(1));
  timer.wait();
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> echoes(tcp::socket &socket, std::mutex &m, int &count) {
  char data[64];
  {
    std::lock_guard lock(m);
    co_await net::async_read(socket, net::buffer(data), use_awaitable);
  }
  {
    std::lock_guard lock(m);
    ++count;
  }
  co_await net::async_write(socket, net::buffer(data), use_awaitable);
}

void starts(net::io_context &io) {
  net::co_spawn(io, load(1), net::detached);
  net::co_spawn(io, load(1), [](std::exception_ptr failure, int) {
    if (failure)
      log("failed");
  });
}

void captures(net::io_context &io, std::string name) {
  net::post(io, [&name] { use(name); });
  net::post(io, [name] { use(name); });
}

awaitable<void> calls_a_closure(std::string name) {
  auto pending = [name]() -> awaitable<void> {
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
  co_await std::move(late);
  co_await greet("x");
}

void spawns_with_a_temporary(net::io_context &io) {
  net::co_spawn(io, greet("x"), [](std::exception_ptr failure) {
    if (failure)
      log("failed");
  });
}

void submit(awaitable<void> work);

awaitable<void> describe(const std::string &text) {
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
    int loaded = co_await load(id);
    total += loaded;
  }
  awaitable<void> show(int id) {
    std::string &name = names[id];
    co_await load(id);
    use(name);
    use(names[id]);
  }
  void erase(int id) { names.erase(id); }
};

thread_local int depth = 0;

awaitable<void> counts() {
  int &here = depth;
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
  co_await load(1);
}

awaitable<void> handles_in_parts(int &request) {
  {
    ScopedRequest scope(request);
    ++*current;
  }
  co_await load(1);
}
