// async-tidy: std=c++20
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <task.h>
#include <variant>
#include <vector>

using std::string;

// The result stays in the frame, and the frame belongs to the task.
template <class T> struct page_task {
  struct promise_type {
    std::optional<T> value;
    std::exception_ptr error;
    page_task get_return_object() { return page_task(handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T v) { value.emplace(std::move(v)); }
    void unhandled_exception() { error = std::current_exception(); }
    T &result() & {
      if (error)
        std::rethrow_exception(error);
      return *value;
    }
    T &&result() && {
      if (error)
        std::rethrow_exception(error);
      return std::move(value).value();
    }
  };
  using handle = std::coroutine_handle<promise_type>;
  explicit page_task(handle h) : h_(h) {}
  page_task(page_task &&o) noexcept : h_(std::exchange(o.h_, {})) {}
  ~page_task() {
    if (h_)
      h_.destroy();
  }
  struct awaiter_base {
    handle h_;
    bool await_ready() const noexcept { return !h_ || h_.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return h_; }
  };
  struct lvalue_awaiter : awaiter_base {
    T &await_resume() { return this->h_.promise().result(); }
  };
  struct rvalue_awaiter : awaiter_base {
    T &&await_resume() { return std::move(this->h_.promise()).result(); }
    // CHECK-NOTES: :[[@LINE-1]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-2]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-3]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-4]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-5]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-6]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-7]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
    // CHECK-NOTES: :[[@LINE-8]]:9: note: 'await_resume' returns a reference that comes from the member 'h_'
  };
  lvalue_awaiter operator co_await() const & noexcept { return {{h_}}; }
  rvalue_awaiter operator co_await() const && noexcept { return {{h_}}; }

private:
  handle h_;
};

struct page {
  string title;
  std::vector<string> lines;
  page *next;
};
page_task<page> load();
void print(const page &);
void print(std::string_view);

co::task<> of_frame() {
  auto &&p = co_await load();
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'p' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: keep the value itself
  print(p);
  const page &q = co_await load();
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'q' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: keep the value itself
  print(q);
}

co::task<> member_of_result() {
  const string &title = (co_await load()).title;
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'title' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: keep the value itself
  print(title);
  std::string_view view = (co_await load()).title;
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: 'view' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: keep the value itself
  print(view);
  page *next = (co_await load()).next;
  print(*next);
}

co::task<> bindings() {
  auto &&[title, lines, next] = co_await load();
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: the structured binding refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: keep the value itself
  print(title);
  auto [t, l, n] = co_await load();
  print(t);
}

co::task<> loops() {
  for (const string &line : (co_await load()).lines)
  // CHECK-NOTES: :[[@LINE-1]]:30: warning: the loop runs over the result that the awaited temporary owns, which is destroyed before the first iteration [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:30: note: keep the value in a variable before the loop
    print(line);
  auto lines = (co_await load()).lines;
  for (const string &line : lines)
    print(line);
}

co::task<> kept() {
  auto copy = co_await load();
  print(copy);
  auto loading = load();
  auto &&p = co_await loading;
  print(p);
  auto moved = load();
  auto &&q = co_await std::move(moved);
  print(q);
  print(co_await load());
  auto &&unused = co_await load();
  co_await co::ready();
}

// A result by value: the reference keeps it.
co::task<page> fetch();
co::task<> prvalue() {
  auto &&p = co_await fetch();
  print(p);
  const string &title = (co_await fetch()).title;
  print(title);
}

// Parts of the awaiter itself.
struct read_line {
  int fd;
  string line;
  char buffer[64];
  std::unique_ptr<page> owned;
  std::variant<int, string> either;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  const string &await_resume() { return line; }
  // CHECK-NOTES: :[[@LINE-1]]:17: note: 'await_resume' returns a reference that comes from the member 'line'
  // CHECK-NOTES: :[[@LINE-2]]:17: note: 'await_resume' returns a reference that comes from the member 'line'
};
struct read_view : read_line {
  std::string_view await_resume() { return line; }
  // CHECK-NOTES: :[[@LINE-1]]:20: note: 'await_resume' returns a reference that comes from the member 'line'
};
struct read_buffer : read_line {
  std::string_view await_resume() { return {buffer, 3}; }
  // CHECK-NOTES: :[[@LINE-1]]:20: note: 'await_resume' returns a reference that comes from the member 'buffer'
};
struct read_owned : read_line {
  page &await_resume() { return *owned; }
  // CHECK-NOTES: :[[@LINE-1]]:9: note: 'await_resume' returns a reference that comes from the member 'owned'
};
struct read_variant : read_line {
  string &await_resume() { return std::get<string>(either); }
  // CHECK-NOTES: :[[@LINE-1]]:11: note: 'await_resume' returns a reference that comes from the member 'either'
};
struct read_storage : read_line {
  string &await_resume() { return *reinterpret_cast<string *>(&buffer); }
  // CHECK-NOTES: :[[@LINE-1]]:11: note: 'await_resume' returns a reference that comes from the member 'buffer'
};
struct read_bound : read_line {
  string &await_resume() [[clang::lifetimebound]];
  // CHECK-NOTES: :[[@LINE-1]]:11: note: 'await_resume' returns a reference to it
};
struct read_pointer : read_line {
  page *elsewhere;
  page &await_resume() { return *elsewhere; }
};
struct read_static : read_line {
  string &await_resume() {
    static string text;
    return text;
  }
};
struct read_opaque : read_line {
  string &await_resume();
};

co::task<> of_awaiter() {
  const string &line = co_await read_line{1};
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'line' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: keep the value itself
  print(line);
  const string *pointer = &co_await read_line{1};
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: 'pointer' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: keep the value itself
  print(*pointer);
  std::string_view view = co_await read_view{1};
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: 'view' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: keep the value itself
  print(view);
  auto buffer = co_await read_buffer{1};
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'buffer' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: keep the value itself
  print(buffer);
  auto &owned = co_await read_owned{1};
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'owned' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(owned);
  auto &either = co_await read_variant{1};
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'either' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(either);
  auto &storage = co_await read_storage{1};
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'storage' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(storage);
  auto &bound = co_await read_bound{1};
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'bound' refers to a part of the awaited temporary, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(bound);
}

// Pointers in the awaiter, to what somebody else owns.
struct find_in_optional : read_line {
  std::optional<page *> found;
  page &await_resume() { return **found; }
};
struct find_in_variant : read_line {
  std::variant<int, page *> found;
  page &await_resume() { return *std::get<page *>(found); }
};
struct find_in_vector : read_line {
  std::vector<page *> found;
  page &await_resume() { return *found[0]; }
};
struct find_either : read_line {
  bool first;
  page *a, *b;
  page &await_resume() { return *(first ? a : b); }
};
struct find_by_local : read_line {
  page *all[2];
  page &await_resume() {
    page *p = all[0];
    return *p;
  }
};
co::task<> of_pointers() {
  page &a = co_await find_in_optional{1};
  page &b = co_await find_in_variant{1};
  page &c = co_await find_in_vector{1};
  page &d = co_await find_either{1};
  page &e = co_await find_by_local{1};
  print(a), print(b), print(c), print(d), print(e);
}

co::task<> of_others() {
  auto &elsewhere = co_await read_pointer{1};
  print(elsewhere);
  auto &fixed = co_await read_static{1};
  print(fixed);
  auto &opaque = co_await read_opaque{1};
  print(opaque);
  read_line reader{1};
  const string &line = co_await reader;
  print(line);
}

// What the awaited operation was given.
struct trim {
  const string &text;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  const string &await_resume() { return text; }
  // CHECK-NOTES: :[[@LINE-1]]:17: note: 'await_resume' returns a reference that comes from the member 'text'
  // CHECK-NOTES: :[[@LINE-2]]:17: note: 'await_resume' returns a reference that comes from the member 'text'
};
class cut {
public:
  explicit cut(const string &text, int at) : text_(&text), at_(at) {}
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  const string &await_resume() { return *text_; }
  // CHECK-NOTES: :[[@LINE-1]]:17: note: 'await_resume' returns a reference that comes from the member 'text_'

private:
  const string *text_;
  int at_;
};
inline trim trimmed(const string &text) { return trim{text}; }

co::task<> of_arguments(const string &name) {
  auto &a = co_await trim{"a " + name};
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'a' refers to a temporary that the awaited operation was given, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(a);
  auto &b = co_await cut("b " + name, 2);
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'b' refers to a temporary that the awaited operation was given, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(b);
  auto &c = co_await trimmed("c " + name);
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'c' refers to a temporary that the awaited operation was given, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(c);
  auto &d = co_await trim{name};
  print(d);
  auto &e = co_await cut(name, 2);
  print(e);
  auto &f = co_await trimmed(name);
  print(f);
}

// State with several owners.
template <class T> struct state {
  std::optional<T> value;
};
template <class T> class [[nodiscard]] future {
public:
  struct promise_type {
    std::shared_ptr<state<T>> s = std::make_shared<state<T>>();
    future get_return_object() { return future(s); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T v) { s->value = std::move(v); }
    void unhandled_exception() {}
  };
  explicit future(std::shared_ptr<state<T>> s) : s_(std::move(s)) {}
  bool await_ready() const { return s_->value.has_value(); }
  void await_suspend(std::coroutine_handle<>);
  const T &await_resume() const { return *s_->value; }
  // CHECK-NOTES: :[[@LINE-1]]:12: note: 'await_resume' returns a reference that comes from the member 's_'

private:
  std::shared_ptr<state<T>> s_;
};
template <class T> class shared_future : public future<T> {
public:
  using future<T>::future;
  struct promise_type : future<T>::promise_type {
    shared_future get_return_object() { return shared_future(this->s); }
  };
};
future<page> get();
shared_future<page> get_shared();

co::task<> of_state() {
  auto &p = co_await get();
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'p' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: keep the value itself
  print(p);
  auto &q = co_await get_shared();
  print(q);
  auto getting = get();
  auto &r = co_await getting;
  print(r);
}

// References through the task to something else.
template <class T> struct pointer_task {
  struct promise_type {
    T *value = nullptr;
    pointer_task get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T &v) { value = &v; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> h;
  ~pointer_task() { h.destroy(); }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  T &await_resume() { return *h.promise().value; }
};
pointer_task<page> find();
co::task<> of_pointee() {
  auto &p = co_await find();
  print(p);
}

// A view of the value that co_await yields.
co::task<string> name();
co::task<> view_of_value() {
  std::string_view v = co_await name();
  // CHECK-NOTES: :[[@LINE-1]]:20: warning: 'v' is a view of the temporary that co_await yields, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:20: note: keep the value itself
  print(v);
  string text = co_await name();
  std::string_view w = text;
  print(w);
}

// Parts of the value that co_await yields.
struct document {
  std::vector<string> lines_;
  string *shared_;
  const std::vector<string> &lines() const { return lines_; }
  const string &shared() const { return *shared_; }
  std::vector<string> copy() const { return lines_; }
};
co::task<document> open();
co::task<> part_of_value() {
  for (const string &line : (co_await open()).lines())
  // CHECK-NOTES: :[[@LINE-1]]:30: warning: the loop runs over a part of the temporary that co_await yields, which is destroyed before the first iteration [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:30: note: keep the value in a variable before the loop
    print(line);
  const auto &lines = (co_await open()).lines();
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: 'lines' refers to a part of the temporary that co_await yields, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: keep the value itself
  print(lines.front());
  const string &shared = (co_await open()).shared();
  print(shared);
  const auto &copy = (co_await open()).copy();
  print(copy.front());
  for (const string &line : (co_await open()).copy())
    print(line);
}

// A function that returns a view among other things says nothing of its arguments.
std::optional<std::string_view> known(const string &key);
std::pair<std::string_view, int> lookup(const string &key, int);
co::task<> of_lookup() {
  auto found = known(co_await name());
  print(*found);
  auto pair = lookup(co_await name(), 1);
  print(pair.first);
}

template <class T> co::task<> in_template(T source) {
  page &&p = co_await source();
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'p' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: keep the value itself
  print(p);
}
template co::task<> in_template(page_task<page> (*)());
template co::task<> in_template(co::task<page> (*)());

#define LOAD(NAME) auto &&NAME = co_await load()
co::task<> in_macro() {
  LOAD(p);
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'p' refers to the result that the awaited temporary owns, which is destroyed at the end of this statement [async-dangling-await-result]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: keep the value itself
  print(p);
}
