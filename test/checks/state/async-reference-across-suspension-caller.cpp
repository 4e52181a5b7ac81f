// What changes a container in the one function that awaits the reader is no other task.
#include "task.h"

#include <vector>

struct item {
  co::task<> done();
};
struct downloads {
  std::vector<item *> items;
  co::task<> wait_all() {
    for (item *each : items)
      co_await each->done();
  }
  co::task<> run() {
    items.push_back(new item);
    co_await wait_all();
    items.clear();
  }
};
struct shared_downloads {
  std::vector<item *> items;
  co::task<> wait_all() {
    for (item *each : items)
      // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this loop suspends while it iterates over 'items', which can change in the meantime [async-reference-across-suspension]
      co_await each->done();
  }
  co::task<> run() {
    items.push_back(new item);
    co_await wait_all();
  }
  void add() { items.push_back(new item); }
};
struct started_downloads {
  std::vector<item *> items;
  co::eager<> wait_all() {
    for (item *each : items)
      // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this loop suspends while it iterates over 'items', which can change in the meantime [async-reference-across-suspension]
      co_await each->done();
  }
  co::task<> run() {
    co::eager<> waiting = wait_all();
    items.push_back(new item);
    co_await waiting;
  }
};
