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
    co_await work();
    balance_ = v + 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> in_one_expression() {
    balance_ = balance_ + co_await number(); // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> as_argument() {
    balance_ = combine(balance_, co_await number()); // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> two_locals() {
    int v = balance_;
    int w = v * 2;
    co_await work();
    balance_ = w; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> changed_local() {
    int v = balance_;
    co_await work();
    v += 5;
    balance_ = v; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> condition(bool b) {
    int v = balance_;
    if (b)
      co_await work();
    balance_ = v - 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> with_result() {
    int v = balance_;
    int delta = co_await number();
    balance_ = v + delta; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> getter_and_setter() {
    int v = balance();
    co_await work();
    set_balance(v + 1); // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> nested() {
    auto v = nested_.n;
    co_await work();
    nested_.n = v + 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'nested_.n' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> copy_of_container() {
    auto copy = items_;
    co_await work();
    copy.push_back(1);
    items_ = std::move(copy); // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'items_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> string() {
    std::string t = text_;
    t += std::to_string(co_await number());
    text_ = t; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'text_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> element(int key) {
    int v = map_[key];
    co_await work();
    map_[key] = v + 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'map_[]' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> in_loop() {
    for (int i = 0; i < 3; ++i) {
      int s = seq_;
      co_await work();
      seq_ = s + 1; // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'seq_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
    }
  }
  co::task<> lambda() {
    auto inner = [this]() -> co::task<> {
      int v = balance_;
      co_await work();
      balance_ = v + 1; // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'balance_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
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
  co_await work();
  global = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'global' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
co::task<> of_an_atomic() {
  int v = atomic.load();
  co_await work();
  atomic.store(v + 1); // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'atomic' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
co::task<> atomic_operators() {
  int v = atomic;
  co_await work();
  atomic = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'atomic' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
co::task<> atomic_add() {
  atomic += co_await number();
  atomic.fetch_add(co_await number());
}
co::task<> parameter(int &n) {
  int v = n;
  co_await work();
  n = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'n' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
co::task<> pointer(int *n) {
  int v = *n;
  co_await work();
  *n = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'n' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
struct State {
  int n = 0;
};
co::task<> shared(std::shared_ptr<State> s) {
  int v = s->n;
  co_await work();
  s->n = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 's.n' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
co::task<> alias() {
  int &g = global;
  int v = g;
  co_await work();
  global = v + 1; // race
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'global' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
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
    co_await work();
    total = v + 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
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
    co_await work();
    auto lock = co_await mutex.scoped_lock();
    n = v + 1; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'n' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
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
      conn_ = co_await connect(); // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'conn_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
  }
  co::task<> lazy_unique() {
    if (unique_ == nullptr)
      unique_ = co_await connect_unique(); // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'unique_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
  }
  co::task<> lazy_optional() {
    if (!value_.has_value())
      value_.emplace(co_await number()); // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'value_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
  }
  co::task<std::shared_ptr<Connection>> early_return() {
    if (conn_)
      co_return conn_;
    auto c = co_await connect();
    conn_ = c; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'conn_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    co_return conn_;
  }
  co::task<> flag() {
    if (!started_) {
      co_await work();
      started_ = true; // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'started_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    }
  }
  co::task<int> cached(int key) {
    auto it = cache_.find(key);
    if (it != cache_.end())
      co_return it->second;
    int v = co_await number();
    cache_[key] = v; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'cache_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    co_return v;
  }
  co::task<> cached_assign(int key) {
    if (!cache_.contains(key))
      cache_.insert_or_assign(key, co_await number()); // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'cache_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
  }
  co::task<bool> take() {
    if (free_ > 0) {
      co_await work();
      --free_; // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'free_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
      co_return true;
    }
    co_return false;
  }
  co::task<bool> take_early() {
    if (used_ >= max_)
      co_return false;
    co_await work();
    ++used_; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'used_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    co_return true;
  }
  co::task<> counted_by_hand() {
    if (free_ >= 3) {
      co_await work();
      free_ = free_ - 3; // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'free_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
    }
  }
  co::task<bool> beyond_the_limit() {
    if (all_.size() >= 10)
      co_return false;
    all_.push_back(co_await number()); // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'all_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
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
      conn_ = co_await connect(); // race
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'conn_' is written on the strength of a test made before a suspension; another task may have changed it meanwhile; test it again after the suspension or mark the work as started before it [async-read-modify-write]
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
  co_await work();
  INCREMENT(global); // race
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'global' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
}
template <class T> struct Box {
  T value{};
  co::task<> add(T d) {
    T v = value;
    co_await work();
    value = v + d; // race
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'value' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
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
    co_await work();
    version_ = v + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'version_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
  co::task<> given_back() {
    { auto held = co_await get_units(free_, 1); }
    int v = version_;
    co_await work();
    version_ = v + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'version_' is written with a value computed from what was read before a suspension; changes made meanwhile are lost; read it again after the suspension [async-read-modify-write]
  }
};
