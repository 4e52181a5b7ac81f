// References, iterators and views into containers that can change meanwhile.
#include "task.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

co::task<> work();
co::task<int> number();
co::task<> send(std::string_view);
void use(int);
void use(std::string_view);

struct Session {
  int id = 0;
  std::string name;
  co::task<> touch();
};

class Server {
  std::vector<Session> sessions_;
  std::map<int, Session> by_id_;
  std::unordered_map<int, Session> by_hash_;
  std::deque<std::string> queue_;
  std::list<Session> list_;
  std::string text_;
  std::optional<Session> current_;
  std::unique_ptr<Session> owned_;
  std::vector<std::unique_ptr<Session>> heap_;
  std::vector<Session *> raw_;
  const std::vector<int> constant_ = {1, 2};
  std::vector<int> never_changed_ = {1, 2};
  Session fixed_;

public:
  void add(Session s) { sessions_.push_back(std::move(s)); }
  // CHECK-NOTES: :[[@LINE-1]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-2]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-3]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-4]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-5]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-6]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-7]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-8]]:35: note: changed here
  void drop(int id) { by_id_.erase(id); }
  // CHECK-NOTES: :[[@LINE-1]]:30: note: changed here
  // CHECK-NOTES: :[[@LINE-2]]:30: note: changed here
  // CHECK-NOTES: :[[@LINE-3]]:30: note: changed here
  void insert(int id) { by_hash_[id].id = id; }
  // CHECK-NOTES: :[[@LINE-1]]:25: note: changed here
  void enqueue(std::string s) { queue_.push_back(std::move(s)); }
  void dequeue() { queue_.pop_front(); }
  // CHECK-NOTES: :[[@LINE-1]]:27: note: changed here
  void say(std::string s) { text_ = std::move(s); }
  // CHECK-NOTES: :[[@LINE-1]]:35: note: changed here
  // CHECK-NOTES: :[[@LINE-2]]:35: note: changed here
  void open() { current_.emplace(); }
  // CHECK-NOTES: :[[@LINE-1]]:26: note: changed here
  void replace() { owned_ = std::make_unique<Session>(); }
  // CHECK-NOTES: :[[@LINE-1]]:27: note: changed here
  void clear() { heap_.clear(); list_.clear(); }
  // CHECK-NOTES: :[[@LINE-1]]:24: note: changed here
  // CHECK-NOTES: :[[@LINE-2]]:39: note: changed here
  void track(Session *s) { raw_.push_back(s); }
  // CHECK-NOTES: :[[@LINE-1]]:33: note: changed here

  co::task<> element() {
    Session &s = sessions_[0]; // stale
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: 's' refers into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:14: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    s.id = 1;
    // CHECK-NOTES: :[[@LINE-1]]:5: note: used here after the suspension
  }
  co::task<> back() {
    auto &s = sessions_.back(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 's' refers into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await s.touch();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s.id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> field_of_element() {
    auto &name = sessions_.at(2).name; // stale
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'name' refers into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    name = "x";
    // CHECK-NOTES: :[[@LINE-1]]:5: note: used here after the suspension
  }
  co::task<> pointer() {
    Session *s = &sessions_.front(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: 's' refers into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:14: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s->id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> iterator() {
    auto it = sessions_.begin(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    ++it;
    // CHECK-NOTES: :[[@LINE-1]]:7: note: used here after the suspension
  }
  co::task<> found(int id) {
    auto it = by_id_.find(id); // stale
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'by_id_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
    if (it == by_id_.end())
      co_return;
    co_await it->second.touch();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(it->second.id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> through_iterator(int id) {
    auto it = by_id_.find(id);
    auto &s = it->second; // stale
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 's' refers into 'by_id_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    s.id = 1;
    // CHECK-NOTES: :[[@LINE-1]]:5: note: used here after the suspension
  }
  co::task<> hash_iterator(int id) {
    auto it = by_hash_.find(id); // stale
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'by_hash_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(it->second.id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> hash_element(int id) {
    // Nodes of a hash map stay where they are; nobody erases one here.
    auto &s = by_hash_[id];
    co_await work();
    s.id = 1;
  }
  co::task<> algorithm() {
    auto it = std::find_if(sessions_.begin(), sessions_.end(), // stale
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
                           [](const Session &s) { return s.id == 1; });
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    it->id = 2;
    // CHECK-NOTES: :[[@LINE-1]]:5: note: used here after the suspension
  }
  co::task<> loop() {
    for (auto &s : sessions_) // stale
    // CHECK-NOTES: :[[@LINE-1]]:18: warning: this loop suspends while it iterates over 'sessions_', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:18: note: iterate over a copy, or collect first and await afterwards
      co_await s.touch();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
  co::task<> loop_copy() {
    auto copy = sessions_;
    for (auto &s : copy)
      co_await s.touch();
  }
  co::task<> loop_pointers() {
    for (auto *s : raw_) // stale
    // CHECK-NOTES: :[[@LINE-1]]:18: warning: this loop suspends while it iterates over 'raw_', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:18: note: iterate over a copy, or collect first and await afterwards
      co_await s->touch();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
  co::task<> loop_by_hand() {
    for (auto it = list_.begin(); it != list_.end(); ++it) // stale
    // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'it' is an iterator into 'list_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:15: note: look it up again after the suspension, or keep a copy
    // CHECK-NOTES: :[[@LINE-3]]:35: note: used here after the suspension
      co_await it->touch();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
  co::task<> loop_by_index() {
    for (std::size_t i = 0; i < sessions_.size(); ++i)
      co_await sessions_[i].touch();
  }
  co::task<> loop_then_await() {
    int sum = 0;
    for (auto &s : sessions_)
      sum += s.id;
    co_await work();
    use(sum);
  }
  co::task<> front() {
    auto &s = queue_.front(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 's' refers into 'queue_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await send(s);
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> view() {
    std::string_view v = text_; // stale
    // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'v' refers into 'text_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:22: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(v);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> c_string() {
    const char *p = text_.c_str(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'p' refers into 'text_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:17: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(p);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> in_optional() {
    auto &s = *current_; // stale
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 's' refers to what 'current_' holds, which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s.id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> in_unique_ptr() {
    Session *s = owned_.get(); // stale
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: 's' refers to what 'owned_' holds, which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:14: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s->id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> in_element_pointer() {
    Session &s = *heap_[0]; // stale
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: 's' refers to what 'heap_[]' holds, which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:14: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s.id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  Session *lookup(int id) {
    auto it = by_id_.find(id);
    return it == by_id_.end() ? nullptr : &it->second;
  }
  co::task<> through_function(int id) {
    Session *s = lookup(id); // stale
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: 's' refers into 'by_id_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:14: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    if (s)
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
      use(s->id);
  }
  co::task<> assigned_later() {
    Session *s = nullptr;
    s = &sessions_[1]; // stale
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 's' refers into 'sessions_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(s->id);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }

  // ---- fine ----

  co::task<> looked_up_again(int id) {
    auto it = by_id_.find(id);
    use(it->second.id);
    co_await work();
    it = by_id_.find(id);
    use(it->second.id);
  }
  co::task<> used_before_only() {
    auto &s = sessions_[0];
    s.id = 3;
    co_await work();
  }
  co::task<> copied() {
    Session s = sessions_[0];
    co_await work();
    use(s.id);
  }
  co::task<> pointer_value() {
    Session *s = raw_[0];
    co_await work();
    use(s->id);
  }
  co::task<> own_member() {
    auto &s = fixed_;
    co_await work();
    s.id = 1;
  }
  co::task<> constant() {
    for (int i : constant_)
      co_await send(std::to_string(i));
  }
  co::task<> nobody_changes_it() {
    for (int i : never_changed_)
      co_await send(std::to_string(i));
  }
  co::task<> local_container() {
    std::vector<int> v{1, 2};
    auto &first = v[0];
    co_await work();
    use(first);
    for (int i : v)
      co_await send(std::to_string(i));
  }
  co::task<> moved_out() {
    auto batch = std::move(sessions_);
    for (auto &s : batch)
      co_await s.touch();
  }
  co::task<> by_value(std::vector<int> v) {
    for (int i : v)
      co_await send(std::to_string(i));
  }
  co::task<> leaves_after_await() {
    for (auto &s : sessions_)
      if (s.id == 1) {
        co_await work();
        break;
      }
  }
};

struct Shared {
  std::vector<int> items;
  void add(int i) { items.push_back(i); }
  // CHECK-NOTES: :[[@LINE-1]]:27: note: changed here
};
co::task<> through_shared_ptr(std::shared_ptr<Shared> s) {
  for (int i : s->items) // stale
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: this loop suspends while it iterates over 's.items', which can change in the meantime [async-reference-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: iterate over a copy, or collect first and await afterwards
    co_await send(std::to_string(i));
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
}
co::task<> fresh() {
  auto s = std::make_shared<Shared>();
  s->items.push_back(1);
  for (int i : s->items)
    co_await send(std::to_string(i));
}

std::vector<int> global;
void add_global(int i) { global.push_back(i); }
// CHECK-NOTES: :[[@LINE-1]]:33: note: changed here
// CHECK-NOTES: :[[@LINE-2]]:33: note: changed here
co::task<> of_a_global() {
  for (int &i : global) { // stale
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: this loop suspends while it iterates over 'global', which can change in the meantime [async-reference-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: iterate over a copy, or collect first and await afterwards
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(i);
  }
}

struct AsyncMutex {
  co::awaiter<std::unique_lock<AsyncMutex>> scoped_lock();
  co::awaiter<> lock();
  void unlock();
};
struct Guarded {
  AsyncMutex mutex;
  std::vector<Session> items;
  co::task<> add(Session s) {
    auto lock = co_await mutex.scoped_lock();
    items.push_back(std::move(s));
  }
  co::task<> all() {
    auto lock = co_await mutex.scoped_lock();
    for (auto &s : items)
      co_await s.touch();
  }
};

co::generator<int> generate() {
  for (int &i : global)
    co_yield i;
}

template <class T> struct Box {
  std::vector<T> items;
  void add(T t) { items.push_back(t); }
  // CHECK-NOTES: :[[@LINE-1]]:25: note: changed here
  co::task<> each() {
    for (auto &t : items) // stale
    // CHECK-NOTES: :[[@LINE-1]]:18: warning: this loop suspends while it iterates over 'items', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:18: note: iterate over a copy, or collect first and await afterwards
      co_await send(std::to_string(t));
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
};
template struct Box<int>;

#define FOR_EACH(x, c) for (auto &x : c)
// CHECK-NOTES: :[[@LINE-1]]:37: note: expanded from macro 'FOR_EACH'
co::task<> macro() {
  FOR_EACH(i, global) { // stale
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: this loop suspends while it iterates over 'global', which can change in the meantime [async-reference-across-suspension]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: iterate over a copy, or collect first and await afterwards
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(i);
  }
}

// The coroutine fills the owner itself; nobody else replaces it.
class Handshake {
  std::unique_ptr<int> state_;

public:
  co::task<> run() {
    state_ = std::make_unique<int>(1);
    int *s = state_.get();
    co_await work();
    ++*s;
  }
};
class Reconnect {
  std::unique_ptr<int> state_;

public:
  void close() { state_.reset(); }
  // CHECK-NOTES: :[[@LINE-1]]:25: note: changed here
  co::task<> run() {
    state_ = std::make_unique<int>(1);
    int *s = state_.get();
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 's' refers to what 'state_' holds, which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    ++*s;
    // CHECK-NOTES: :[[@LINE-1]]:8: note: used here after the suspension
  }
};

/// A short string lies in the element itself.
class Titles {
  std::vector<std::string> titles_;
  void add(std::string t) { titles_.push_back(std::move(t)); }
  // CHECK-NOTES: :[[@LINE-1]]:37: note: changed here
  co::task<> view_of_element() {
    std::string_view first = titles_.front();
    // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'first' refers into 'titles_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:22: note: look it up again after the suspension, or keep a copy
    co_await work();
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    use(first);
    // CHECK-NOTES: :[[@LINE-1]]:9: note: used here after the suspension
  }
  co::task<> copy_of_element() {
    std::string first{titles_.front()};
    std::string_view view = first;
    co_await work();
    use(view);
  }
};
