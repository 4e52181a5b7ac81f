// Classes that are views by what they are made of.
#include <task.h>

#include <string>
#include <utility>
#include <vector>

class piece {
public:
  piece(const std::string &s) : data_(s.data()), size_(s.size()) {}
  const char *data() const { return data_; }
  unsigned long size() const { return size_; }

private:
  const char *data_;
  unsigned long size_;
};
template <class T> class array_ptr {
public:
  array_ptr(T *p, unsigned long n) : p_(p), n_(n) {}
  T *begin() const { return p_; }
  T *end() const { return p_ + n_; }
  unsigned long size() const { return n_; }

private:
  T *p_;
  unsigned long n_;
};
class text_ptr {
public:
  text_ptr(const std::string &s) : content_(s.data(), s.size()) {}
  const char *begin() const { return content_.begin(); }
  unsigned long size() const { return content_.size(); }

private:
  array_ptr<const char> content_;
};
// Neither is one of these.
class node {
public:
  node(const std::string &s) : id_(s.size()) {}
  unsigned long size() const { return id_; }

private:
  node *next_ = nullptr;
  unsigned long id_;
};
class text {
public:
  text(const std::string &s);
  ~text();
  const char *data() const;
  unsigned long size() const;

private:
  char *data_;
  unsigned long size_;
};

void use(const void *, unsigned long);
co::task<> send_piece(piece p) {
  co_await co::yield();
  use(p.data(), p.size());
}
co::task<> send_text(text_ptr p) {
  co_await co::yield();
  use(p.begin(), p.size());
}
co::task<> send_node(node n) {
  co_await co::yield();
  use(nullptr, n.size());
}
co::task<> send_owner(text t) {
  co_await co::yield();
  use(t.data(), t.size());
}

std::vector<co::task<>> kept;
void stored(const std::string &name) {
  kept.push_back(send_piece(name + "a"));
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a temporary is bound to parameter 'p' of coroutine 'send_piece' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  kept.push_back(send_text(name + "b"));
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a temporary is bound to parameter 'p' of coroutine 'send_text' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
  kept.push_back(send_node(name + "c"));
  kept.push_back(send_owner(name + "d"));
}
co::task<> awaited(const std::string &name) {
  co_await send_piece(name + "a");
  co_await send_text(name + "b");
}
