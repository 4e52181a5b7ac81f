// async-tidy: checks=async-* expect-gaps
// Types that recurse, in every way that compiles.
#include <task.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#pragma clang diagnostic ignored "-Wdelegating-ctor-cycles"

co::task<> work();
std::mutex m;

// A base that is the same template with one argument less.
template <class M, class... R>
struct [[clang::scoped_lockable]] guard_all : guard_all<R...> {
  guard_all(M &first, R &...rest) : guard_all<R...>(rest...), held(first) {}
  std::unique_lock<M> held;
};
template <class M> struct [[clang::scoped_lockable]] guard_all<M> {
  explicit guard_all(M &first) : held(first) {}
  std::unique_lock<M> held;
};

template <class M, class N> co::task<> variadic(M &a, N &b) {
  guard_all<M, N> all(a, b);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: lock guard 'all' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}
template <class... M> co::task<> variadic_pack(M &...all) {
  guard_all<M...> g(all...);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}
template <class M> co::task<> variadic_deduced(M &a) {
  guard_all g(a);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}

// The same without the attribute, and of futures, awaitables, containers.
template <class M, class... R> struct lock_all : lock_all<R...> {
  lock_all(M &first, R &...rest) : lock_all<R...>(rest...), held(first) {}
  ~lock_all() { held.unlock(); }
  M &held;
};
template <class M> struct lock_all<M> {
  explicit lock_all(M &first) : held(first) { held.lock(); }
  ~lock_all() { held.unlock(); }
  M &held;
};
template <class M, class N> co::task<> variadic_own(M &a, N &b) {
  lock_all<M, N> all(a, b);
  co_await work();
}

template <class T, class... R> struct awaitable_of : awaitable_of<R...> {
  using next = awaitable_of<R...>;
  using promise_type = typename next::promise_type;
  bool await_ready();
};
template <class T, class U> co::task<> awaits(T t, U u) {
  awaitable_of<T, U> all;
  co_await all;
  awaitable_of<T, U>();
  co_await awaitable_of<T, U>();
}

// Bases that grow with every step; only the pattern exists.
template <class T> struct grows : grows<grows<T>> {
  grows(T);
  ~grows();
  void lock();
  void unlock();
  bool try_lock();
};
template <class T> co::task<> growing(T t, grows<T> &by_reference, grows<T> by_value) {
  grows<T> all(t);
  std::lock_guard<grows<T>> guard(all);
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: lock guard 'guard' is held while the coroutine is suspended [async-lock-across-suspension]
  grows<T> *pointer = &all;
  grows<T> &reference = all;
  co_await work();
  use(pointer, reference);
  co_await all;
  all.lock();
  co_await by_reference;
  grows<T>{t};
  std::move(by_value);
}
template <int N> struct counts : counts<N + 1> {
  std::vector<counts<N + 1>> more;
  counts<N + 1> *next;
  counts operator co_await();
};
template <int N> co::task<> counting() {
  counts<N> all;
  std::lock_guard<counts<N>> l(all);
  counts<N> t = all.start();
  co_await all;
  all;
}

// CRTP.
template <class D> struct lockable {
  void lock() { static_cast<D *>(this)->lock(); }
  void unlock() { static_cast<D *>(this)->unlock(); }
  bool try_lock() { return static_cast<D *>(this)->try_lock(); }
};
struct crtp_mutex : lockable<crtp_mutex> {};
template <class D> struct crtp_awaitable {
  D operator co_await();
  D &self() { return static_cast<D &>(*this).self(); }
};
struct crtp_task : crtp_awaitable<crtp_task> {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
template <template <class> class C, class D> struct mixin : C<mixin<C, D>> {};
template <class D> struct mixed : mixin<mixed, D> {};
co::task<> crtp(crtp_mutex &a, crtp_task t) {
// CHECK-MESSAGES: :[[@LINE-1]]:42: warning: awaitable parameter 't' is never awaited: nobody waits for it, and its result and exception are lost [async-unawaited-local]
  std::lock_guard<crtp_mutex> l(a);
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
  crtp_task other;
  other.self();
}
template <class D> co::task<> crtp_pattern(D d) {
  mixed<D> a;
  std::lock_guard<mixed<D>> l(a);
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  a.lock();
  co_await a;
}

// Aliases that name themselves.
template <class T> struct self {
  using type = self;
  using promise_type = self<self<T>>;
  using awaiter = typename self<self<T>>::awaiter;
  self<T> operator co_await();
  self<self<T>> get_return_object();
  typename self<self<T>>::type await_resume();
  self<T> *operator->();
  self<T> &operator*();
};
template <class T> using again = typename self<T>::type;
template <class T> co::task<> aliases(self<T> s) {
  typename self<self<T>>::type value = co_await s;
  again<again<T>> more;
  co_await more;
  (*s)->x;
  s;
}
struct self_await {
  self_await operator co_await();
};
struct ping;
struct pong {
  ping operator co_await();
};
struct ping {
  pong operator co_await();
};
self_await make_self();
pong make_pong();
template <class T> co::task<> awaits_itself(T t) {
  self_await s;
  co_await s;
  make_self();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'make_self' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await make_self();
  make_pong();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: awaitable returned by 'make_pong' is discarded: nobody waits for it, and its result and exception are lost [async-discarded-awaitable]
  // CHECK-FIXES: co_await make_pong();
  auto x = make_pong();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: awaitable 'x' is never awaited: nobody waits for it, and its result and exception are lost [async-unawaited-local]
  co_await t;
}

// Objects that contain themselves behind a pointer.
struct node {
  std::lock_guard<std::mutex> held;
  std::unique_ptr<node> next;
  node(std::mutex &which);
};
node::node(std::mutex &which) : held(which), next(new node(which)) {}
co::task<> nodes() {
  node first(m);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: lock guard 'first.held' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}
struct optional_node {
  std::unique_lock<std::mutex> held;
  std::vector<optional_node> children;
  std::optional<std::vector<optional_node>> more;
  std::shared_ptr<optional_node> parent;
};
co::task<> optional_nodes(optional_node by_value) {
  optional_node n{std::unique_lock(m), {}, {}, {}};
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: lock guard 'n.held' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
  optional_node copy = std::move(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: lock guard 'copy.held' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}

// Constructors that delegate to each other.
struct cycle {
  std::lock_guard<std::mutex> held;
  cycle(int) : cycle(0L) {}
  cycle(long) : cycle(0) {}
  ~cycle() { close(); }
  void close() { close(); }
};
co::task<> delegating() {
  cycle c(1);
  co_await work();
}
// Default initialisers that make the next one.
struct chain {
  std::unique_lock<std::mutex> held{m};
  std::unique_ptr<chain> next, other;
  chain();
};
chain::chain() : next(std::unique_ptr<chain>(new chain())), other{new chain{}} {}
co::task<> initialisers() {
  chain c;
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: lock guard 'c.next.held' is held while the coroutine is suspended [async-lock-across-suspension]
  chain d{};
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: lock guard 'd.other.other.other.held' is held while the coroutine is suspended [async-lock-across-suspension]
  co_await work();
}

// Diamonds: 2^25 ways up to the first class.
#define LEVEL(N, B) \
  struct l##N : virtual B {}; \
  struct r##N : virtual B {}; \
  struct d##N : l##N, r##N {};
struct d0 { void lock(); void unlock(); void wait(); bool await_ready(); };
LEVEL(1, d0) LEVEL(2, d1) LEVEL(3, d2) LEVEL(4, d3) LEVEL(5, d4) LEVEL(6, d5) LEVEL(7, d6)
LEVEL(8, d7) LEVEL(9, d8) LEVEL(10, d9) LEVEL(11, d10) LEVEL(12, d11) LEVEL(13, d12)
LEVEL(14, d13) LEVEL(15, d14) LEVEL(16, d15) LEVEL(17, d16) LEVEL(18, d17) LEVEL(19, d18)
LEVEL(20, d19) LEVEL(21, d20) LEVEL(22, d21) LEVEL(23, d22) LEVEL(24, d23) LEVEL(25, d24)
d25 *top();
co::task<> diamonds(d25 &by_reference) {
  by_reference.lock();
  top()->lock();
  top()->wait();
  by_reference.wait();
  d25 *p = top();
  co_await work();
  top();
  p->unlock();
}
// … and in a template, where clang has no list of the bases.
template <int N, class T> struct left;
template <int N, class T> struct right;
template <int N, class T> struct both : left<N, T>, right<N, T> {};
template <int N, class T> struct left : both<N - 1, T> {};
template <int N, class T> struct right : both<N - 1, T> {};
template <class T> struct both<0, T> { void lock(); void unlock(); };
template <int N, class T> struct [[clang::scoped_lockable]] guards : guards<N - 1, T>, guards<N - 2, T> {
  guards(T &);
  ~guards();
};
template <class T> co::task<> dependent_diamonds(both<25, T> &b, T &t) {
  std::lock_guard<both<25, T>> l(b);
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: lock guard 'l' is held while the coroutine is suspended [async-lock-across-suspension]
  guards<25, T> g(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: lock guard 'g' is held while the coroutine is suspended [async-lock-across-suspension]
  b.lock();
  co_await work();
  co_await b;
}

// Tuples in tuples.
template <class T> using twice = std::pair<T, T>;
using many = twice<twice<twice<twice<twice<twice<twice<twice<std::unique_lock<std::mutex>>>>>>>>>;
co::task<> pairs(many by_value) {
  many all;
  co_await work();
  auto copy = std::move(all);
  co_await work();
}
