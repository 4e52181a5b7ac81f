// async-tidy: checks=async-read-modify-write
// A member that one background task works on is not shared.
#include "task.h"

struct file {
  explicit operator bool() const;
};
co::eager<file> open();
void spawn(co::eager<>);

class segment {
public:
  segment() { spawn(run()); }
  bool is_open() const { return bool(data); }

private:
  co::eager<> run() {
    for (int round = 0; round < 10; ++round) {
      co_await materialize();
      auto step = [this]() -> co::eager<> { co_await index_it(); };
      co_await step();
    }
  }
  co::eager<> materialize() {
    if (!data)
      data = co_await open();
  }
  co::eager<> index_it() {
    if (!index)
      index = co_await open();
  }
  file data, index;
};

/// Others can call it.
class open_segment {
public:
  open_segment() { spawn(materialize()); }
  co::eager<> materialize() {
    if (!data)
      data = co_await open();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'data' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
  }

private:
  file data;
};

/// Two tasks.
class pair_of_tasks {
public:
  pair_of_tasks() {
    spawn(first());
    spawn(second());
  }

private:
  co::eager<> first() { co_await materialize(); }
  co::eager<> second() { co_await materialize(); }
  co::eager<> materialize() {
    if (!data)
      data = co_await open();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'data' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
  }
  file data;
};

/// A second writer.
class closed_by_others {
public:
  closed_by_others() { spawn(materialize()); }
  void close() { data = file(); }

private:
  co::eager<> materialize() {
    if (!data)
      data = co_await open();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'data' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
  }
  file data;
};

/// One consumer, who waits for each value.
class union_iterator {
public:
  co::eager<file> next() {
    if (!first)
      first = co_await open();
    co_return first;
  }
  co::eager<file> lookup() {
    if (!first)
      first = co_await open();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'first' is written because of a test made before a suspension, but another task may have changed it in the meantime [async-read-modify-write]
    co_return first;
  }
  file first;
};

/// A flag keeps others out: who looks at it is elsewhere.
class dialog {
public:
  co::eager<> save() {
    submitting = true;
    int next = revision + 1;
    co_await open();
    revision = next;
    submitting = false;
  }
  co::eager<> save_without() {
    int next = revision + 1;
    co_await open();
    revision = next;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'revision' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    submitting = false;
  }
  co::eager<> save_too_late() {
    int next = revision + 1;
    co_await open();
    submitting = true;
    revision = next;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'revision' is written with a value computed from what was read before a suspension, and changes made in the meantime are lost [async-read-modify-write]
    submitting = false;
  }
  bool submitting = false;
  int revision = 0;
};
