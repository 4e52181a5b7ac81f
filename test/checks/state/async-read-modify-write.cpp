// Shared objects that are read before a suspension and written after it.
#include "task.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

co::task<> work();
co::task<int> number();
co::task<int> compute(int);
template <class... T> co::task<> when_all(T...);
int combine(int, int);
void use(int);

struct Connection {};
co::task<std::shared_ptr<Connection>> connect();
co::task<std::unique_ptr<Connection>> connect_unique();

int global;
std::atomic<int> atomic;

class Account {
  int balance_ = 0;
  int seq_ = 0;
  std::string text_;
  std::vector<int> items_;
  std::map<int, int> map_;
  struct {
    int n = 0;
  } nested_;

public:
  int balance() const { return balance_; }
  void set_balance(int b) { balance_ = b; }

  co::task<> through_local() {
    int v = balance_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    balance_ = v + 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> in_one_expression() {
    balance_ = balance_ + co_await number(); // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
    // CHECK-NOTES: :[[@LINE-3]]:16: note: read here
    // CHECK-NOTES: :[[@LINE-4]]:27: note: suspends here
  }
  co::task<> as_argument() {
    balance_ = combine(balance_, co_await number()); // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
    // CHECK-NOTES: :[[@LINE-3]]:24: note: read here
    // CHECK-NOTES: :[[@LINE-4]]:34: note: suspends here
  }
  co::task<> two_locals() {
    int v = balance_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    int w = v * 2;
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    balance_ = w; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> changed_local() {
    int v = balance_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    v += 5;
    balance_ = v; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> condition(bool b) {
    int v = balance_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    if (b)
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
    balance_ = v - 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> with_result() {
    int v = balance_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    int delta = co_await number();
    // CHECK-NOTES: :[[@LINE-1]]:17: note: suspends here
    balance_ = v + delta; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> getter_and_setter() {
    int v = balance();
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    set_balance(v + 1); // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> nested() {
    auto v = nested_.n;
    // CHECK-NOTES: :[[@LINE-1]]:14: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    nested_.n = v + 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'nested_.n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> copy_of_container() {
    auto copy = items_;
    // CHECK-NOTES: :[[@LINE-1]]:17: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    copy.push_back(1);
    items_ = std::move(copy); // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'items_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> string() {
    std::string t = text_;
    // CHECK-NOTES: :[[@LINE-1]]:21: note: read here
    t += std::to_string(co_await number());
    // CHECK-NOTES: :[[@LINE-1]]:25: note: suspends here
    text_ = t; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'text_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> element(int key) {
    int v = map_[key];
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    map_[key] = v + 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'map_[]' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> in_loop() {
    for (int i = 0; i < 3; ++i) {
      int s = seq_;
      // CHECK-NOTES: :[[@LINE-1]]:15: note: read here
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      seq_ = s + 1; // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'seq_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: read it again after the suspension
    }
  }
  co::task<> lambda() {
    auto inner = [this]() -> co::task<> {
      int v = balance_;
      // CHECK-NOTES: :[[@LINE-1]]:15: note: read here
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      balance_ = v + 1; // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'balance_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: read it again after the suspension
    };
    co_await inner();
  }

  // ---- fine ----

  co::task<> compound() {
    balance_ += co_await number();
    text_ += std::to_string(co_await number());
  }
  co::task<> awaited_first() {
    int d = co_await number();
    balance_ = balance_ + d;
  }
  co::task<> read_again() {
    int v = balance_;
    use(v);
    co_await work();
    v = balance_;
    balance_ = v + 1;
  }
  co::task<> tested_again() {
    int v = balance_;
    co_await work();
    if (balance_ == v)
      balance_ = v + 1;
  }
  co::task<> independent() {
    int v = balance_;
    use(v);
    balance_ = co_await number();
  }
  co::task<> operand_of_the_await() {
    balance_ = co_await compute(balance_);
  }
  co::task<> other_object() {
    int v = balance_;
    co_await work();
    seq_ = v + 1;
  }
  co::task<> save_and_restore() {
    int old = seq_;
    seq_ = 7;
    co_await work();
    seq_ = old;
  }
  co::task<> other_key(int a, int b) {
    int v = map_[a];
    co_await work();
    map_[b] = v + 1;
  }
  co::task<> other_account(Account &other) {
    int v = other.balance_;
    co_await work();
    balance_ = v;
  }
};

co::task<> of_a_global() {
  int v = global;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  global = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'global' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> of_an_atomic() {
  int v = atomic.load();
  // CHECK-NOTES: :[[@LINE-1]]:18: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  atomic.store(v + 1); // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'atomic' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> atomic_operators() {
  int v = atomic;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  atomic = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'atomic' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> atomic_add() {
  atomic += co_await number();
  atomic.fetch_add(co_await number());
}
co::task<> parameter(int &n) {
  int v = n;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  n = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> pointer(int *n) {
  int v = *n;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  *n = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
struct State {
  int n = 0;
};
co::task<> shared(std::shared_ptr<State> s) {
  int v = s->n;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  s->n = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 's.n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> alias() {
  int &g = global;
  int v = g;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  global = v + 1; // race
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'global' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: read it again after the suspension
}
co::task<> local() {
  int n = 0;
  int v = n;
  co_await work();
  n = v + 1;
  use(n);
}
co::task<> by_value(State s) {
  int v = s.n;
  co_await work();
  s.n = v + 1;
}
co::task<> own_object() {
  auto s = std::make_unique<State>();
  int v = s->n;
  co_await work();
  s->n = v + 1;
}
co::task<> captured_local() {
  int total = 0;
  auto add = [&total]() -> co::task<> {
    int v = total;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    total = v + 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'total' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  };
  co_await when_all(add(), add());
}

// ---- locks ----

struct AsyncMutex {
  co::awaiter<> lock();
  co::awaiter<std::unique_lock<AsyncMutex>> scoped_lock();
  void unlock();
};
struct Guarded {
  AsyncMutex mutex;
  int n = 0;
  co::task<> guard() {
    auto lock = co_await mutex.scoped_lock();
    int v = n;
    co_await work();
    n = v + 1;
  }
  co::task<> by_hand() {
    co_await mutex.lock();
    int v = n;
    co_await work();
    n = v + 1;
    mutex.unlock();
  }
  co::task<> too_late() {
    int v = n;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    auto lock = co_await mutex.scoped_lock();
    n = v + 1; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'n' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
};

// ---- check, suspend, act ----

class Pool {
  std::shared_ptr<Connection> conn_;
  std::unique_ptr<Connection> unique_;
  std::optional<int> value_;
  Connection *raw_ = nullptr;
  std::map<int, int> cache_;
  std::vector<int> all_;
  bool started_ = false;
  bool connecting_ = false;
  int free_ = 3;
  int used_ = 0;
  int max_ = 10;

public:
  co::task<> lazy() {
    if (!conn_)
    // CHECK-NOTES: :[[@LINE-1]]:10: note: tested here
      conn_ = co_await connect(); // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'conn_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      // CHECK-NOTES: :[[@LINE-3]]:15: note: suspends here
  }
  co::task<> lazy_unique() {
    if (unique_ == nullptr)
    // CHECK-NOTES: :[[@LINE-1]]:9: note: tested here
      unique_ = co_await connect_unique(); // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'unique_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      // CHECK-NOTES: :[[@LINE-3]]:17: note: suspends here
  }
  co::task<> lazy_optional() {
    if (!value_.has_value())
    // CHECK-NOTES: :[[@LINE-1]]:17: note: tested here
      value_.emplace(co_await number()); // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'value_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      // CHECK-NOTES: :[[@LINE-3]]:22: note: suspends here
  }
  co::task<std::shared_ptr<Connection>> early_return() {
    if (conn_)
    // CHECK-NOTES: :[[@LINE-1]]:9: note: tested here
      co_return conn_;
    auto c = co_await connect();
    // CHECK-NOTES: :[[@LINE-1]]:14: note: suspends here
    conn_ = c; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'conn_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: test it again after the suspension, or mark the work as started before it
    co_return conn_;
  }
  co::task<> flag() {
    if (!started_) {
    // CHECK-NOTES: :[[@LINE-1]]:10: note: tested here
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      started_ = true; // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'started_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
    }
  }
  co::task<int> cached(int key) {
    auto it = cache_.find(key);
    if (it != cache_.end())
    // CHECK-NOTES: :[[@LINE-1]]:15: note: tested here
      co_return it->second;
    int v = co_await number();
    // CHECK-NOTES: :[[@LINE-1]]:13: note: suspends here
    cache_[key] = v; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'cache_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: test it again after the suspension, or mark the work as started before it
    co_return v;
  }
  co::task<> cached_assign(int key) {
    if (!cache_.contains(key))
    // CHECK-NOTES: :[[@LINE-1]]:17: note: tested here
      cache_.insert_or_assign(key, co_await number()); // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'cache_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      // CHECK-NOTES: :[[@LINE-3]]:36: note: suspends here
  }
  co::task<bool> take() {
    if (free_ > 0) {
    // CHECK-NOTES: :[[@LINE-1]]:9: note: tested here
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      --free_; // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'free_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      co_return true;
    }
    co_return false;
  }
  co::task<bool> take_early() {
    if (used_ >= max_)
    // CHECK-NOTES: :[[@LINE-1]]:9: note: tested here
      co_return false;
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    ++used_; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'used_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: test it again after the suspension, or mark the work as started before it
    co_return true;
  }
  co::task<> counted_by_hand() {
    if (free_ >= 3) {
    // CHECK-NOTES: :[[@LINE-1]]:9: note: tested here
      co_await work();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      free_ = free_ - 3; // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'free_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
    }
  }
  co::task<bool> beyond_the_limit() {
    if (all_.size() >= 10)
    // CHECK-NOTES: :[[@LINE-1]]:14: note: tested here
      co_return false;
    all_.push_back(co_await number()); // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'all_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: test it again after the suspension, or mark the work as started before it
    // CHECK-NOTES: :[[@LINE-3]]:20: note: suspends here
    co_return true;
  }
  co::task<> room_again() {
    if (all_.size() < 10) {
      int n = co_await number();
      if (all_.size() < 10)
        all_.push_back(n);
    }
  }
  co::task<> actor() {
    for (;;) {
      if (!conn_)
        conn_ = co_await connect();
      co_await work();
    }
  }
  co::task<> both_conditions(bool b) {
    if (b && !conn_)
    // CHECK-NOTES: :[[@LINE-1]]:15: note: tested here
      conn_ = co_await connect(); // race
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'conn_' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
      // CHECK-NOTES: :[[@LINE-2]]:7: note: test it again after the suspension, or mark the work as started before it
      // CHECK-NOTES: :[[@LINE-3]]:15: note: suspends here
  }

  // ---- fine ----

  // Inserting looks again and leaves alone what is there.
  co::task<> cached_emplace(int key) {
    if (!cache_.contains(key))
      cache_.emplace(key, co_await number());
  }
  co::task<> checked_again() {
    if (!conn_) {
      auto c = co_await connect();
      if (!conn_)
        conn_ = c;
    }
  }
  co::task<> marked_first() {
    if (!conn_ && !connecting_) {
      connecting_ = true;
      conn_ = co_await connect();
      connecting_ = false;
    }
  }
  co::task<> flag_first() {
    if (started_)
      co_return;
    started_ = true;
    co_await work();
  }
  co::task<> taken_first() {
    if (free_ > 0) {
      --free_;
      co_await work();
      ++free_;
    }
  }
  co::task<> closes() {
    if (conn_) {
      co_await work();
      conn_.reset();
    }
  }
  co::task<> not_dependent() {
    if (!conn_)
      co_await work();
    conn_ = co_await connect();
  }
  co::task<> loop() {
    while (free_ > 0) {
      co_await work();
      --free_;
    }
  }
  co::task<> awaited_before() {
    auto c = co_await connect();
    if (!conn_)
      conn_ = c;
  }
};

#define INCREMENT(x) x = v + 1
co::task<> macro() {
  int v = global;
  // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
  co_await work();
  // CHECK-NOTES: :[[@LINE-1]]:3: note: suspends here
  INCREMENT(global); // race
  // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'global' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: read it again after the suspension
}
template <class T> struct Box {
  T value{};
  co::task<> add(T d) {
    T v = value;
    // CHECK-NOTES: :[[@LINE-1]]:11: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    value = v + d; // race
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'value' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
};
template struct Box<int>;
template struct Box<long>;

/// What an awaited acquisition hands out is held until it is destroyed.
struct units {
  units(units &&);
  ~units();
};
struct semaphore {};
co::task<units> get_units(semaphore &, int);
co::task<units> next_record(semaphore &);
struct Limited {
  semaphore free_;
  int version_ = 0;
  co::task<> with_units() {
    auto held = co_await get_units(free_, 1);
    int v = version_;
    co_await work();
    version_ = v + 1;
  }
  co::task<> with_record() {
    auto record = co_await next_record(free_);
    int v = version_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    version_ = v + 1;
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'version_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
  co::task<> given_back() {
    { auto held = co_await get_units(free_, 1); }
    int v = version_;
    // CHECK-NOTES: :[[@LINE-1]]:13: note: read here
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    version_ = v + 1;
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'version_' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: read it again after the suspension
  }
};
