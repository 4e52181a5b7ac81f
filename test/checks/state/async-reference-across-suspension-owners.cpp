// References into containers that stay valid, or that nobody else can reach.
#include "task.h"

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

co::task<> work();
co::task<int> number();
co::task<std::size_t> read_some(std::span<char>);
co::task<> send(std::string_view);
void use(int);
void use(std::string_view);
struct Peer {
  int id;
  std::string name;
  co::task<> ping();
  std::shared_ptr<int> s;
};

struct Hub {
  std::vector<Peer> peers_;
  std::vector<std::shared_ptr<Peer>> shared_;
  std::map<int, std::shared_ptr<Peer>> by_id_;
  std::map<std::string, Peer> names_;
  std::unordered_map<int, std::unique_ptr<Peer>> owned_;
  std::array<Peer, 3> fixed_;
  std::array<char, 1024> buffer_;
  std::vector<char> vec_buffer_;
  std::string text_;
  std::deque<std::string> out_;
  std::list<Peer> list_;
  std::optional<Peer> opt_;
  std::shared_ptr<Peer> current_;
  std::vector<int> once_;
  std::string host_;
  void add(Peer p) {
    peers_.push_back(p);
    shared_.push_back(nullptr);
    list_.push_back(p);
    names_["x"] = p;
  }
  void drop() {
    by_id_.clear();
    owned_.erase(1);
    opt_.reset();
    current_.reset();
    text_.clear();
  }
  void enqueue(std::string s) { out_.push_back(s); }
  Hub() {
    once_.push_back(1);
    host_ = "x";
    vec_buffer_.resize(100);
  }

  co::task<> copies_shared() {
    auto p = shared_[0];
    co_await p->ping();
    use(p->id);
  }
  co::task<> found_then_copy(int id) {
    auto it = by_id_.find(id);
    if (it == by_id_.end())
      co_return;
    auto p = it->second;
    co_await p->ping();
    use(p->id);
  }
  co::task<> fixed() {
    for (auto &p : fixed_)
      co_await p.ping();
    auto &first = fixed_[0];
    co_await work();
    use(first.id);
  }
  co::task<> array_span() {
    std::span<char> s = buffer_;
    auto n = co_await read_some(s);
    use(s[n]);
  }
  co::task<> vec_span_stable() {
    std::span<char> s(vec_buffer_);
    auto n = co_await read_some(s);
    use(s[n]);
  }
  co::task<> list_add_only() {
    auto &p = list_.front();
    co_await p.ping();
    use(p.id);
  }
  co::task<> map_add_only() {
    auto &p = names_["y"];
    co_await p.ping();
    use(p.id);
  }
  co::task<> constructor_only() {
    for (int i : once_) {
      co_await work();
      use(i);
    }
    std::string_view h = host_;
    co_await send(h);
    use(h);
  }
  co::task<> drain() {
    while (!out_.empty()) {
      std::string s = std::move(out_.front());
      out_.pop_front();
      co_await send(s);
    }
  }
  co::task<> drain_ref_last() {
    while (!out_.empty()) {
      auto &s = out_.front();
      co_await send(s);
      out_.pop_front();
    }
  }
  co::task<> moved_first() {
    auto all = std::exchange(peers_, {});
    for (auto &p : all)
      co_await p.ping();
  }
  co::task<> views() {
    std::vector<int> ids;
    for (auto &p :
         peers_ | std::views::filter([](auto &p) { return p.id > 0; }))
      ids.push_back(p.id);
    for (int id : ids) {
      co_await work();
      use(id);
    }
  }
  co::task<> indexes() {
    for (std::size_t i = 0; i != peers_.size(); ++i) {
      auto &p = peers_[i];
      use(p.id);
      co_await work();
    }
  }
  co::task<> relook() {
    for (std::size_t i = 0; i < peers_.size(); ++i) {
      {
        auto &p = peers_[i];
        use(p.id);
      }
      co_await work();
      auto &q = peers_[i];
      use(q.id);
    }
  }
  co::task<> structured(int id) {
    if (auto it = by_id_.find(id); it != by_id_.end()) {
      auto [k, v] = *it;
      co_await work();
      use(v->id + k);
    }
  }
  co::task<> snapshot_keys() {
    std::vector<int> keys;
    for (auto &[k, v] : by_id_)
      keys.push_back(k);
    for (int k : keys) {
      if (auto it = by_id_.find(k); it != by_id_.end())
        co_await it->second->ping();
    }
  }
  co::task<> extract(int id) {
    auto node = by_id_.extract(id);
    co_await work();
    use(node.mapped()->id);
  }
  co::task<> erase_then_use(int id) {
    auto it = owned_.find(id);
    auto p = std::move(it->second);
    owned_.erase(it);
    co_await p->ping();
    use(p->id);
  }
  co::task<> keep_alive() {
    auto cur = current_;
    auto &peer = *cur;
    co_await peer.ping();
    use(peer.id);
  }
  co::task<> ref_to_local_shared(std::shared_ptr<Hub> self) {
    auto &peer = self->fixed_[1];
    co_await peer.ping();
    use(peer.id);
  }
  co::task<> size_only() {
    auto &v = peers_;
    auto n = v.size();
    co_await work();
    if (n != v.size())
      use(1);
  }
  co::task<> container_alias() {
    auto &v = peers_;
    co_await work();
    v.push_back({});
  }
  co::task<> string_copy() {
    std::string s = text_;
    std::string_view v = s;
    co_await send(v);
    use(v);
  }
  co::task<> literal_view() {
    std::string_view v = text_.empty() ? "a" : "b";
    co_await send(v);
    use(v);
  }
  co::task<> optional_copy() {
    auto o = opt_;
    co_await work();
    if (o)
      use(o->id);
  }
  co::task<> awaiting_in_condition() {
    for (auto &p : peers_)
      if (p.id == 7) {
        co_await p.ping();
        co_return;
      }
  }
  co::task<> count_before() {
    auto it = std::find_if(peers_.begin(), peers_.end(),
                           [](auto &p) { return p.id; });
    bool found = it != peers_.end();
    co_await work();
    use(found);
  }
  co::task<> min_ref() {
    const int &lo = std::min(peers_[0].id, 3);
    use(lo);
    co_await work();
  }
  co::task<> lambda_in() {
    auto sum = [&] {
      int s = 0;
      for (auto &p : peers_)
        s += p.id;
      return s;
    };
    use(sum());
    co_await work();
    use(sum());
  }
  co::task<> out_param(std::vector<int> &out) {
    out.push_back(co_await number());
    for (int i = 0; i < 3; ++i) {
      auto &b = out.back();
      b = i;
      co_await work();
    }
  }
};
// the caller waits: the container belongs to the caller's frame
static co::task<> fill(std::vector<int> &v) {
  for (int &x : v) {
    x = co_await number();
  }
}

co::task<> caller() {
  std::vector<int> v(3);
  co_await fill(v);
  v.push_back(1);
}

co::task<> param_const(const std::vector<int> &v) {
  for (int x : v) {
    co_await work();
    use(x);
  }
}

co::task<> by_const_string(const std::string &s) {
  std::string_view v = s;
  co_await send(v);
  use(v);
}

co::task<> head_body(std::string &buf) {
  auto pos = buf.find('\n');
  co_await work();
  use(pos);
}

struct Reader {
  std::string buf_;
  co::task<std::string_view> line() {
    for (;;) {
      if (auto p = buf_.find('\n'); p != std::string::npos)
        co_return std::string_view(buf_).substr(0, p);
      buf_ += std::to_string(co_await number());
    }
  }
  co::task<> two() {
    auto a = co_await line();
    use(a);
    auto b2 = co_await line();
    use(b2);
  }
};

struct Config {
  std::vector<std::string> hosts;
  std::map<std::string, std::string> kv;
};
Config load();
co::task<> config() {
  Config c = load();
  c.hosts.push_back("x");
  for (auto &h : c.hosts)
    co_await send(h);
  auto &v = c.kv["a"];
  co_await work();
  v = "b";
}

co::task<> by_unique(std::unique_ptr<Config> c) {
  for (auto &h : c->hosts)
    co_await send(h);
  c->hosts.clear();
}

co::task<> scope_local() {
  std::vector<Peer> ps;
  auto add = [&](int i) { ps.push_back({i}); };
  add(1);
  for (auto &p : ps)
    co_await p.ping();
}

struct Link {
  std::unique_ptr<Peer> peer_;
  Link &operator=(Link &&other) {
    peer_ = std::move(other.peer_);
    return *this;
  }
  co::task<> open() {
    peer_ = std::make_unique<Peer>();
    Peer *p = peer_.get();
    co_await p->ping();
    use(p->id);
  }
};

struct Assigned {
  std::vector<int> items_;
  Assigned &operator=(const Assigned &other) {
    items_ = other.items_;
    return *this;
  }
  co::task<> each() {
    for (int i : items_) {
      co_await work();
      use(i);
    }
  }
};
