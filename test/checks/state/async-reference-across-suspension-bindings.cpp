// Structured bindings, results of insertions and of range algorithms.
#include "task.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

co::task<> work();
void use(int);

struct Table {
  std::vector<int> items_;
  std::map<int, int> map_;
  std::unordered_map<int, std::string> hash_;
  std::vector<std::pair<int, int *>> pairs_;
  void change() {
    items_.push_back(1);
    map_.erase(1);
    hash_.clear();
    pairs_.clear();
  }

  co::task<> reference_binding() {
    auto &[key, value] = *map_.begin();
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'key' refers into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    use(key + value);
  }
  co::task<> copied_binding() {
    auto [key, value] = *map_.begin();
    co_await work();
    use(key + value);
  }
  co::task<> copied_pointer() {
    auto [first, second] = pairs_.front();
    co_await work();
    use(first + *second);
  }
  co::task<> inserted() {
    auto [it, fresh] = map_.try_emplace(1, 2);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    it->second = 3;
  }
  co::task<> only_asked_whether_fresh() {
    auto [it, fresh] = map_.try_emplace(1, 2);
    it->second = 3;
    co_await work();
    if (fresh)
      use(1);
  }
  co::task<> first_of_pair() {
    auto it = hash_.emplace(1, "x").first;
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'hash_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    it->second = "y";
  }
  co::task<> range_of_equals() {
    auto [low, high] = map_.equal_range(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'low' is an iterator into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    use(low == high);
  }
  co::task<> range_algorithm() {
    auto it = std::ranges::find(items_, 3);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'items_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await work();
    use(*it);
  }
  co::task<> range_algorithm_value() {
    auto n = std::ranges::count(items_, 3);
    auto most = std::ranges::max(items_);
    co_await work();
    use(int(n) + most);
  }
  co::task<> in_loop() {
    for (auto &[key, value] : map_) {
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: this loop suspends while it iterates over 'map_', which can change in the meantime [async-reference-across-suspension]
      co_await work();
      use(key + value);
    }
  }
  co::task<> in_loop_over_copy() {
    auto copy = map_;
    for (auto &[key, value] : copy) {
      co_await work();
      use(key + value);
    }
  }
};
