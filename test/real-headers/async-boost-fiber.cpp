// async-tidy: checks=async-* needs=boost-fiber expect-gaps
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
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: call to 'boost::this_fiber::sleep_for' blocks the thread that runs coroutine 'blocks': it sleeps [async-blocking-call]
  use(result.get());
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: call to 'boost::fibers::future::get' blocks the thread that runs coroutine 'blocks': it waits for another thread or an event [async-blocking-call]
  use(numbers.value_pop());
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: call to 'boost::fibers::buffered_channel::value_pop' blocks the thread that runs coroutine 'blocks': it waits for another thread or an event [async-blocking-call]
  use(co_await result_of_a_coroutine());
}

co::task<> locks(boost::fibers::mutex &m) {
  {
    std::lock_guard<boost::fibers::mutex> lock(m);
    // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: lock guard 'lock' is held while the coroutine is suspended [async-lock-across-suspension]
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
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: the callable is started detached and captures local 'count' by reference, which may be gone when it runs [async-detached-capture]
  boost::fibers::fiber([count] { use(count); }).detach();
}

int in_order(boost::fibers::buffered_channel<int> &numbers) {
  boost::fibers::future<int> last = boost::fibers::async([&numbers] { return numbers.value_pop(); });
  return last.get();
}
