// Elements of containers that never move: only erasing one concerns it, and the
// coroutine that put it there may be the only one that erases it.
#include "task.h"

#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

co::task<> work();
void use(int);

struct Session {
  int id = 0;
  co::task<> run();
};

class Own {
  std::map<int, Session> map_;
  std::map<int, Session> sessions_;
  std::list<Session> list_;
  std::set<int> set_;
  std::unordered_map<int, Session> hash_;

public:
  co::task<> by_iterator() {
    auto it = list_.insert(list_.end(), Session());
    co_await it->run();
    list_.erase(it);
  }
  co::task<> by_key(int id) {
    auto &session = map_[id];
    co_await session.run();
    use(session.id);
    map_.erase(id);
  }
  co::task<> by_pair(int id) {
    auto [it, inserted] = set_.insert(id);
    co_await work();
    if (inserted)
      set_.erase(it);
  }
  co::task<> element_by_iterator(int id) {
    auto it = sessions_.emplace(id, Session()).first;
    Session &session = it->second;
    co_await work();
    use(session.id);
    sessions_.erase(it);
  }
  co::task<> of_hash(int id) {
    Session &session = hash_[id];
    co_await session.run();
    use(session.id);
    hash_.erase(id);
  }
};

// Others erase as well.
class Shared {
  std::map<int, Session> map_;
  std::list<Session> list_;

public:
  void drop(int id) { map_.erase(id); }
  void drop_all() { list_.clear(); }
  co::task<> by_iterator() {
    auto it = list_.insert(list_.end(), Session()); // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'list_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await it->run();
    list_.erase(it);
  }
  co::task<> by_key(int id) {
    auto &session = map_[id]; // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'session' refers into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await session.run();
    use(session.id);
    map_.erase(id);
  }
};

// The coroutine erases others than its own, which another run may be at.
class Cache {
  std::map<int, Session> map_;
  int oldest_ = 0;

public:
  co::task<> load(int id) {
    auto &session = map_[id]; // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'session' refers into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await session.run();
    use(session.id);
    map_.erase(oldest_);
  }
  co::task<> flush(int id) {
    auto &session = map_[id]; // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'session' refers into 'map_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await session.run();
    use(session.id);
  }
};
class Emptied {
  std::list<Session> list_;

public:
  co::task<> run() {
    auto it = list_.insert(list_.end(), Session()); // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'list_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await it->run();
    use(it->id);
    list_.clear();
  }
};

// Elements of a vector move when another one is erased.
class Moved {
  std::vector<Session> vector_;

public:
  co::task<> run() {
    auto it = vector_.begin(); // stale
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is an iterator into 'vector_', which can change while the coroutine is suspended [async-reference-across-suspension]
    co_await it->run();
    vector_.erase(it);
  }
};
