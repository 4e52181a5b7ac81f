// Changes that are a part of the only run of a coroutine.
#include <task.h>

#include <string>
#include <string_view>
#include <vector>

co::task<> visit(const std::string &);

class once {
public:
  co::task<> work() {
    co_await prepare();
    co_await co::yield();
  }

private:
  co::task<> prepare() {
    paths_.clear();
    paths_.push_back("a");
    for (auto &path : paths_)
      co_await visit(path);
    finish();
  }
  void finish() { paths_.push_back("b"); }
  std::vector<std::string> paths_;
};

// Called in two places, or by anybody, it can overlap with itself.
class twice {
public:
  co::task<> first() { co_await prepare(); }
  co::task<> second() { co_await prepare(); }

private:
  co::task<> prepare() {
    paths_.clear();
    // CHECK-NOTES: :[[@LINE-1]]:12: note: changed here
    for (auto &path : paths_)
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: this loop suspends while it iterates over 'paths_', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: iterate over a copy, or collect first and await afterwards
      co_await visit(path);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
  std::vector<std::string> paths_;
};
class open {
public:
  co::task<> prepare() {
    paths_.clear();
    // CHECK-NOTES: :[[@LINE-1]]:12: note: changed here
    for (auto &path : paths_)
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: this loop suspends while it iterates over 'paths_', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: iterate over a copy, or collect first and await afterwards
      co_await visit(path);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }

private:
  std::vector<std::string> paths_;
};
class others {
public:
  co::task<> work() { co_await prepare(); }
  void add() { paths_.push_back("b"); }
  // CHECK-NOTES: :[[@LINE-1]]:23: note: changed here

private:
  co::task<> prepare() {
    paths_.clear();
    for (auto &path : paths_)
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: this loop suspends while it iterates over 'paths_', which can change in the meantime [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:21: note: iterate over a copy, or collect first and await afterwards
      co_await visit(path);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
  }
  std::vector<std::string> paths_;
};

// A view that is stored in a container is copied out of it.
class pool {
public:
  std::string_view resolve(int id) const { return views_[id]; }
  std::string_view text(int id) const { return texts_[id]; }
  const std::string_view &place(int id) const { return views_[id]; }
  void add(std::string_view v) {
    views_.push_back(v);
    // CHECK-NOTES: :[[@LINE-1]]:12: note: changed here
    texts_.emplace_back(v);
    // CHECK-NOTES: :[[@LINE-1]]:12: note: changed here
  }
  co::task<> show(int id) {
    auto copied = resolve(id);
    auto direct = views_[id];
    auto inside = text(id);
    // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'inside' refers into 'texts_[]', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:10: note: look it up again after the suspension, or keep a copy
    auto &element = place(id);
    // CHECK-NOTES: :[[@LINE-1]]:11: warning: 'element' refers into 'views_', which can change while the coroutine is suspended [async-reference-across-suspension]
    // CHECK-NOTES: :[[@LINE-2]]:11: note: look it up again after the suspension, or keep a copy
    co_await visit("a");
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    // CHECK-NOTES: :[[@LINE-2]]:5: note: suspends here
    co_await visit(std::string(copied));
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    // CHECK-NOTES: :[[@LINE-2]]:5: note: suspends here
    co_await visit(std::string(direct));
    // CHECK-NOTES: :[[@LINE-1]]:5: note: suspends here
    // CHECK-NOTES: :[[@LINE-2]]:5: note: suspends here
    co_await visit(std::string(inside));
    // CHECK-NOTES: :[[@LINE-1]]:32: note: used here after the suspension
    co_await visit(std::string(element));
    // CHECK-NOTES: :[[@LINE-1]]:32: note: used here after the suspension
  }

private:
  std::vector<std::string_view> views_;
  std::vector<std::string> texts_;
};

// A local of a loop's body ends with it.
class rounds {
public:
  co::task<> run() {
    do {
      co_await co::yield();
      auto &last = paths_.back();
      // CHECK-NOTES: :[[@LINE-1]]:13: warning: 'last' refers into 'paths_', which can change while the coroutine is suspended [async-reference-across-suspension]
      // CHECK-NOTES: :[[@LINE-2]]:13: note: look it up again after the suspension, or keep a copy
      co_await visit("a");
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      co_await visit(last);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      // CHECK-NOTES: :[[@LINE-2]]:22: note: used here after the suspension
    } while (!paths_.empty());
  }
  co::task<> before() {
    do {
      co_await co::yield();
      auto &last = paths_.back();
      paths_.push_back(last);
      // CHECK-NOTES: :[[@LINE-1]]:14: note: changed here
    } while (!paths_.empty());
  }
  void add() { paths_.pop_back(); }

private:
  std::vector<std::string> paths_;
};

class labels {
public:
  co::task<> run(int kind) {
    switch (kind) {
    case 1:
      std::string &last = paths_.back();
      // CHECK-NOTES: :[[@LINE-1]]:20: warning: 'last' refers into 'paths_', which can change while the coroutine is suspended [async-reference-across-suspension]
      // CHECK-NOTES: :[[@LINE-2]]:20: note: look it up again after the suspension, or keep a copy
      co_await co::yield();
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      co_await visit(last);
      // CHECK-NOTES: :[[@LINE-1]]:7: note: suspends here
      // CHECK-NOTES: :[[@LINE-2]]:22: note: used here after the suspension
    }
  }
  void add() { paths_.pop_back(); }
  // CHECK-NOTES: :[[@LINE-1]]:23: note: changed here

private:
  std::vector<std::string> paths_;
};
