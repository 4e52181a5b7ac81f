// async-tidy: checks=async-dangling-argument,async-capturing-lambda
// What a generator yields is used while the generator is suspended.
#include <task.h>

#include <string>
#include <utility>
#include <vector>

struct rows {
  struct promise_type {
    rows get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(rows inner);
    std::suspend_always yield_value(const std::string &line);
    void return_void();
    void unhandled_exception();
  };
  rows(rows &&);
  ~rows();
  struct iterator {
    const std::string &operator*() const;
    iterator &operator++();
    bool operator==(int) const;
  };
  iterator begin();
  int end();
};

rows lines(const std::string &text) {
  co_yield text;
  co_yield text;
}
rows nested(int count) {
  std::string text = std::to_string(count);
  co_yield lines(text);
  co_yield lines(text + "!");
  auto inner = [&text]() -> rows {
    co_yield text;
    co_yield text;
  };
  co_yield inner();
}
std::vector<rows> kept;
void stored(int count) {
  std::string text = std::to_string(count);
  kept.push_back(lines(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: local 'text' is bound to parameter 'text' of coroutine 'lines' and dies before the coroutine uses it: the task is stored [async-dangling-argument]
}
