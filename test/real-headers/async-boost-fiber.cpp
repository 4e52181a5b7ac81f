// async-tidy: checks=async-* needs=boost-fiber
// Boost.Fiber next to coroutines: what blocks a fiber blocks its thread for a
// coroutine; its locks and futures are those of a fiber.
#include <task.h>

#include <boost/fiber/all.hpp>

#include <chrono>
#include <string>

void use(int);

co::task<int> result_of_a_coroutine();

co::task<> blocks(boost::fibers::future<int> result, boost::fibers::buffered_channel<int> &numbers) {
  boost::this_fiber::sleep_for(std::chrono::seconds(1));
  use(result.get());
  use(numbers.value_pop());
  use(co_await result_of_a_coroutine());
}

co::task<> locks(boost::fibers::mutex &m) {
  {
    std::lock_guard<boost::fibers::mutex> lock(m);
    co_await co::yield();
  }
  {
    std::lock_guard<boost::fibers::mutex> lock(m);
    use(1);
  }
  co_await co::yield();
}

void in_a_fiber() {
  boost::fibers::mutex m;
  boost::fibers::fiber work([&m] {
    std::lock_guard<boost::fibers::mutex> lock(m);
    boost::this_fiber::sleep_for(std::chrono::seconds(1));
  });
  work.join();
}

void captures() {
  int count = 0;
  boost::fibers::fiber([&count] { use(count); }).detach();
  boost::fibers::fiber([count] { use(count); }).detach();
}

int in_order(boost::fibers::buffered_channel<int> &numbers) {
  boost::fibers::future<int> last = boost::fibers::async([&numbers] { return numbers.value_pop(); });
  return last.get();
}
