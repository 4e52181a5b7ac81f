// What a coroutine calls itself, and the forms of the same calls that do not wait.
#include "task.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <latch>
#include <mutex>
#include <semaphore>
#include <sstream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

co::task<int> answer();

co::task<> sleeps(std::chrono::steady_clock::time_point when) {
  std::this_thread::sleep_for(10ms);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'sleeps': it sleeps [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on a timer of the event loop instead
  std::this_thread::sleep_until(when);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_until' blocks the thread that runs coroutine 'sleeps': it sleeps [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on a timer of the event loop instead
  std::this_thread::yield();
  co_await answer();
}

co::task<int> waits(std::future<int> f, std::shared_future<int> s, std::thread &t,
                    std::latch &l, std::counting_semaphore<4> &sem,
                    std::atomic<int> &a) {
  t.join();
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::thread::join' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: use 'co_await' on the task instead
  f.wait();
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::future::wait' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: use 'co_await' on the task instead
  l.wait();
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::latch::wait' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: use an asynchronous event or condition of the framework instead
  sem.acquire();
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: call to 'std::counting_semaphore::acquire' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: use an asynchronous semaphore of the framework instead
  a.wait(0);
  // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::atomic::wait' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: use an asynchronous event or condition of the framework instead
  (void)s.wait_for(1s);
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: call to 'std::shared_future::wait_for' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: use 'co_await' on the task instead
  co_return f.get();
  // CHECK-NOTES: :[[@LINE-1]]:15: warning: call to 'std::future::get' blocks the thread that runs coroutine 'waits': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:15: note: use 'co_await' on the task instead
}

co::task<int> does_not_wait(std::future<int> f, std::thread &t, std::latch &l,
                            std::counting_semaphore<4> &sem) {
  if (f.wait_for(0s) == std::future_status::ready)
    co_return f.get();
  (void)l.try_wait();
  (void)sem.try_acquire();
  sem.release();
  t.detach();
  co_return 0;
}

co::task<int> polls_in_a_loop(std::future<int> f) {
  while (f.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    co_await answer();
  co_return f.get();
}

co::task<> critical_section(std::mutex &m, int &n) {
  {
    std::lock_guard<std::mutex> g(m);
    ++n;
  }
  std::unique_lock<std::mutex> u(m, std::try_to_lock);
  co_return;
}

co::task<> waits_for_a_condition(std::mutex &m, std::condition_variable &cv, bool &ready) {
  std::unique_lock<std::mutex> l(m);
  cv.wait(l, [&] { return ready; });
  // CHECK-NOTES: :[[@LINE-1]]:6: warning: call to 'std::condition_variable::wait' blocks the thread that runs coroutine 'waits_for_a_condition': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:6: note: use an asynchronous event or condition of the framework instead
  cv.notify_all();
  co_return;
}

co::task<std::string> reads_files(const char *path) {
  std::ifstream in(path);
  // CHECK-NOTES: :[[@LINE-1]]:17: warning: call to 'std::basic_ifstream' blocks the thread that runs coroutine 'reads_files': it waits for a file [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: use asynchronous file I/O or a thread pool for the call instead
  std::string line;
  std::getline(in, line);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::getline' blocks the thread that runs coroutine 'reads_files': it waits for a file [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use asynchronous file I/O or a thread pool for the call instead
  std::ofstream out;
  out.open("out.txt");
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: call to 'std::basic_ofstream::open' blocks the thread that runs coroutine 'reads_files': it waits for a file [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:7: note: use asynchronous file I/O or a thread pool for the call instead
  std::ifstream closed;
  co_return line;
}

co::task<std::string> reads_memory(std::string text, std::istream &unknown) {
  std::istringstream in(text);
  std::string line;
  std::getline(in, line);
  int n;
  in >> n;
  unknown >> n;
  std::cout << line << std::endl;
  std::printf("%d\n", n);
  co_return line;
}

co::task<std::string> reads_input() {
  std::string line;
  std::getline(std::cin, line);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::getline' blocks the thread that runs coroutine 'reads_input': it waits for input [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use a thread pool for the call and co_await its completion instead
  int n;
  std::cin >> n;
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: call to 'std::basic_istream::operator>>' blocks the thread that runs coroutine 'reads_input': it waits for input [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:12: note: use a thread pool for the call and co_await its completion instead
  co_return line;
}

co::task<> runs_commands() {
  std::system("ls");
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'system' blocks the thread that runs coroutine 'runs_commands': it waits for a process [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on the end of the process or a thread pool for the wait instead
  co_return;
}

co::task<> file_system(std::filesystem::path p) {
  std::filesystem::remove_all(p);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::filesystem::remove_all' blocks the thread that runs coroutine 'file_system': it waits for a file [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use a thread pool for the call and co_await its completion instead
  if (std::filesystem::exists(p))
    co_await answer();
}

co::task<> threads_and_async() {
  std::jthread worker([] {});
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the destructor of 'std::jthread' blocks the thread that runs coroutine 'threads_and_async': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on the task instead
  std::jthread background([] {});
  background.detach();
  std::async(std::launch::async, [] {});
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the destructor of 'std::future' blocks the thread that runs coroutine 'threads_and_async': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on the task instead
  auto kept = std::async(std::launch::async, [] { return 1; });
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the destructor of 'std::future' blocks the thread that runs coroutine 'threads_and_async': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on the task instead
  co_await answer();
}

co::task<> unreachable(bool b) {
  if (false)
    std::this_thread::sleep_for(1s);
  co_return;
  std::this_thread::sleep_for(1s);
}

template <bool Sync> co::task<> selected_branch() {
  if constexpr (Sync)
    std::this_thread::sleep_for(1s);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'selected_branch': it sleeps [async-blocking-call]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: use 'co_await' on a timer of the event loop instead
  else
    co_await answer();
}
co::task<> uses_selected_branch() { co_await selected_branch<false>(); }

template <class T> co::task<> in_template(T value) {
  std::this_thread::sleep_for(1ms);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'in_template': it sleeps [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on a timer of the event loop instead
  value.join();
  // CHECK-NOTES: :[[@LINE-1]]:9: warning: call to 'std::thread::join' blocks the thread that runs coroutine 'in_template': it waits for another thread or an event [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: use 'co_await' on the task instead
  co_return;
}
co::task<> uses_template(std::thread &t) { co_await in_template<std::thread &>(t); }

#define PAUSE() std::this_thread::sleep_for(1ms)
// CHECK-NOTES: :[[@LINE-1]]:17: note: expanded from macro 'PAUSE'
co::task<> in_macro() {
  PAUSE();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'PAUSE' blocks the thread that runs coroutine 'in_macro': it calls 'std::this_thread::sleep_for', which sleeps [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on a timer of the event loop instead
  co_return;
}

co::task<> in_lambda_coroutine() {
  auto body = []() -> co::task<> {
    std::this_thread::sleep_for(1ms);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs this lambda coroutine: it sleeps [async-blocking-call]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: use 'co_await' on a timer of the event loop instead
    co_return;
  };
  co_await body();
}

co::eager<> eager_one() {
  std::this_thread::sleep_for(1ms);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: call to 'std::this_thread::sleep_for' blocks the thread that runs coroutine 'eager_one': it sleeps [async-blocking-call]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: use 'co_await' on a timer of the event loop instead
  co_return;
}

struct Session {
  std::thread worker;
  co::task<> stop() {
    worker.join();
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: call to 'std::thread::join' blocks the thread that runs coroutine 'stop': it waits for another thread or an event [async-blocking-call]
    // CHECK-NOTES: :[[@LINE-2]]:12: note: use 'co_await' on the task instead
    co_return;
  }
};

void not_a_coroutine(std::future<int> f) {
  std::this_thread::sleep_for(1s);
  f.get();
}

co::task<> silenced() {
  std::this_thread::sleep_for(1ms); // NOLINT(async-blocking-call)
  co_return;
}
