// Code that looks like a race and is none: what is read again, merged, marked,
// owned by one coroutine, or left alone if another task was first.
#include "task.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

co::task<> work();
co::task<int> number();
co::task<std::string> text();
co::task<std::vector<char>> read_into(std::vector<char>);
co::task<std::size_t> read_some(std::vector<char> &);
co::task<> write_all(const std::vector<char> &);
void use(int);
void log(const std::string &);
enum class St { Idle, Connecting, Open, Closed };
struct Conn {
  bool alive() const;
  int id;
};

co::task<std::shared_ptr<Conn>> connect();

struct A {
  int max_ = 0, n_ = 0, total_ = 0, next_id_ = 0;
  std::string text_;
  std::vector<char> buf_;
  std::vector<int> items_;
  std::map<int, int> cache_;
  std::set<int> set_;
  St state_ = St::Idle;
  std::shared_ptr<Conn> conn_;
  std::optional<int> cached_;
  bool running_ = false, stop_ = false, closed_ = false, ok_ = false;
  std::atomic<bool> flag_{false};
  std::atomic<int> cnt_{0};
  std::chrono::milliseconds delay_{1};
  std::exception_ptr error_;

  co::task<> maximum() { max_ = std::max(max_, co_await number()); }
  co::task<> concat() { text_ = text_ + co_await text(); }
  co::task<> take_and_put_back() {
    auto b = std::move(buf_);
    b = co_await read_into(std::move(b));
    buf_ = std::move(b);
  }
  co::task<> exchange_out() {
    auto b = std::exchange(buf_, {});
    co_await write_all(b);
    b.clear();
    buf_ = std::move(b);
  }
  co::task<> swap_out() {
    std::vector<char> b;
    b.swap(buf_);
    co_await write_all(b);
    b.clear();
    buf_.swap(b);
  }
  co::task<int> ids() {
    int id = next_id_++;
    co_await work();
    use(id);
    co_return id;
  }
  co::task<> diff() {
    int before = total_;
    co_await work();
    use(total_ - before);
    n_ = total_ - before;
  }
  co::task<> machine() {
    for (;;) {
      switch (state_) {
      case St::Idle:
        state_ = St::Connecting;
        break;
      case St::Connecting:
        co_await work();
        state_ = St::Open;
        break;
      case St::Open:
        co_await work();
        state_ = St::Closed;
        break;
      case St::Closed:
        co_return;
      }
    }
  }
  co::task<> insert_if_absent(int k) {
    auto it = cache_.find(k);
    if (it == cache_.end()) {
      int v = co_await number();
      it = cache_.try_emplace(k, v).first;
    }
    use(it->second);
  }
  co::task<> set_insert(int k) {
    if (set_.contains(k))
      co_return;
    co_await work();
    set_.insert(k);
  }
  co::task<> reset_after() {
    if (!running_) {
      running_ = true;
      co_await work();
      running_ = false;
    }
  }
  co::task<> raii_reset() {
    if (running_)
      co_return;
    running_ = true;
    struct Reset {
      bool &b;
      ~Reset() { b = false; }
    } r{running_};
    co_await work();
  }
  co::task<> atomic_exchange() {
    if (flag_.exchange(true))
      co_return;
    co_await work();
    flag_ = false;
  }
  co::task<> cas() {
    bool expected = false;
    if (!flag_.compare_exchange_strong(expected, true))
      co_return;
    co_await work();
    flag_.store(false);
  }
  co::task<> cas_loop() {
    int v = cnt_.load();
    co_await work();
    while (!cnt_.compare_exchange_weak(v, v + 1))
      ;
  }
  co::task<> close() {
    if (closed_)
      co_return;
    closed_ = true;
    co_await work();
    state_ = St::Closed;
  }
  co::task<> stop_flag() {
    while (!stop_) {
      co_await work();
      ++n_;
    }
    stop_ = false;
  }
  co::task<> retry() {
    while (!conn_) {
      try {
        conn_ = co_await connect();
      } catch (...) {
      }
    }
  }
  co::task<> retry_bounded() {
    for (int i = 0; i < 3 && !conn_; ++i) {
      conn_ = co_await connect();
    }
  }
  co::task<> backoff_after() {
    co_await work();
    delay_ = std::min(delay_ * 2, std::chrono::milliseconds(1000));
  }
  co::task<> error_first() {
    try {
      co_await work();
    } catch (...) {
      if (!error_)
        error_ = std::current_exception();
    }
  }
  co::task<> clear_after_flush() {
    if (!items_.empty()) {
      co_await work();
      items_.clear();
    }
  }
  co::task<> pop_after_send() {
    while (!items_.empty()) {
      co_await work();
      items_.erase(items_.begin());
    }
  }
  co::task<> pop_if() {
    if (!items_.empty()) {
      use(items_.front());
      co_await work();
      items_.erase(items_.begin());
    }
  }
  co::task<> push_when_room() {
    co_await work();
    if (items_.size() < 3)
      items_.push_back(1);
  }
  co::task<> version() {
    int v = n_;
    co_await work();
    if (v != n_)
      co_return;
    n_ = v + 1;
  }
  co::task<> generation() {
    int gen = ++n_;
    co_await work();
    if (gen != n_)
      co_return;
    n_ = gen + 1;
  }
  co::task<> counter_up_down() {
    ++n_;
    co_await work();
    --n_;
  }
  co::task<> dec_guarded() {
    if (n_ > 0)
      --n_;
    co_await work();
    if (n_ < 10)
      ++n_;
  }
  co::task<> structured() {
    auto [a, b] = std::pair{n_, total_};
    co_await work();
    use(a + b);
    max_ = a + b;
  }
  co::task<> conditional_expr() { n_ = ok_ ? co_await number() : 0; }
  co::task<> value_or() {
    int d = cached_ ? *cached_ : co_await number();
    use(d);
  }
  co::task<> reload_always() {
    if (!cached_)
      log("miss");
    cached_ = co_await number();
  }
  co::task<> logs_then_sets() {
    if (state_ == St::Open)
      log("reopen");
    co_await work();
    state_ = St::Open;
  }
  co::task<> error_exit() {
    if (state_ != St::Open)
      throw 1;
    co_await work();
    state_ = St::Closed;
  }
  co::task<> guards_against_misuse() {
    if (running_)
      throw 1;
    co_await work();
    running_ = true;
  }
  co::task<> restores_after_failure() {
    int before = n_;
    try {
      co_await work();
    } catch (...) {
      n_ = before;
      throw;
    }
  }
  co::task<> rolls_back() {
    auto saved = items_;
    items_.push_back(1);
    use(saved.size());
    co_await work();
    if (!ok_)
      items_ = saved;
  }
  co::task<> precondition() {
    if (!conn_)
      throw 1;
    co_await work();
    conn_ = nullptr;
  }
  co::task<> replaced_when_dead() {
    if (conn_ && !conn_->alive()) {
      conn_.reset();
      co_await work();
    }
    if (!conn_) {
      auto c = co_await connect();
      if (!conn_)
        conn_ = std::move(c);
    }
  }
  co::task<> reports_ready() {
    if (ok_) {
      co_await work();
    }
    ok_ = true;
  }
  template <bool B> co::task<> constexpr_if() {
    int v = n_;
    if constexpr (B)
      co_await work();
    n_ = v + 1;
  }
};

template co::task<> A::constexpr_if<false>();

struct Session : std::enable_shared_from_this<Session> {
  std::size_t pos_ = 0, want_ = 0;
  std::vector<char> buf_;
  co::task<> fill() {
    while (buf_.size() < want_) {
      auto old = buf_.size();
      buf_.resize(old + 100);
      auto n = co_await read_some(buf_);
      buf_.resize(old + n);
    }
  }
  co::task<> advance() {
    auto n = co_await read_some(buf_);
    pos_ = pos_ + n;
  }
};

static co::task<> add_to(int &sum, int d) {
  int old = co_await number();
  sum = sum + d + old;
}

co::task<int> summing() {
  int sum = 0;
  co_await add_to(sum, 1);
  co_return sum;
}

struct Parser {
  int pos = 0;
  int depth = 0;
};

co::task<> parse(Parser p) {
  int d = p.depth;
  co_await work();
  p.depth = d + 1;
  use(p.depth);
}

co::task<> own_state() {
  struct State {
    int n = 0;
    bool done = false;
  } s;
  auto step = [&]() -> co::task<> {
    co_await work();
    s.n = s.n + 1;
  };
  int before = s.n;
  co_await step();
  s.n = before + 10;
}

co::task<> local_lambda_once() {
  int total = 0;
  auto add = [&](int d) -> co::task<> {
    int v = total;
    co_await work();
    total = v + d;
  };
  co_await add(1);
  co_await add(2);
  use(total);
}

co::generator<int> fib() {
  static int seed = 1;
  int a = seed;
  co_yield a;
  seed = a + 1;
}

// The caller's own variable for how it went is nobody else's.
co::task<bool> tells_an_error(std::string &error) {
  if (error.empty()) {
    co_await work();
    error = "failed";
  }
  error = error + co_await text();
  co_return error.empty();
}
co::task<bool> tells_a_code(std::error_code &result) {
  if (!result) {
    co_await work();
    result = std::make_error_code(std::errc::timed_out);
  }
  co_return !result;
}
co::task<> appends(std::string &journal) {
  journal = journal + co_await text();
}
