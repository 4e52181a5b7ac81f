// What the kernel shows in /sys and /proc lies in memory.
#include "task.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace {
const std::string driver = "/sys/bus/i2c/drivers/at24";
const std::string disk = "/var/lib/images";
std::string bus(int n) { return "/sys/bus/spi/devices/spi" + std::to_string(n); }
std::string either(bool b) {
  if (b)
    return "/sys/a";
  return "/etc/a";
}
} // namespace
std::string elsewhere();
void use(const std::filesystem::path &);

std::string first_partition(int n) {
  const std::string path = "/sys/class/mtd/" + std::to_string(n) + "/mtd";
  for (const auto &entry : std::filesystem::directory_iterator(path))
    return entry.path().string();
  return "";
}
std::string first_image(int n) {
  const std::string path = "/var/images/" + std::to_string(n);
  for (const auto &entry : std::filesystem::directory_iterator(path))
    return entry.path().string();
  return "";
}

co::task<> binds(int n, const std::string &given) {
  std::ofstream bind(driver + "/bind");
  std::ofstream unbind("/sys/bus/i2c/unbind", std::ios::out);
  std::ifstream status("/proc/self/status");
  std::ifstream value(bus(n) + "/value");
  use(first_partition(n));

  std::ofstream image(disk + "/image");
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::basic_ofstream' blocks the thread that runs coroutine 'binds': it waits for a file [async-blocking-call]
  std::ofstream unknown(given);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::basic_ofstream' blocks the thread that runs coroutine 'binds': it waits for a file [async-blocking-call]
  std::ofstream other(elsewhere());
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::basic_ofstream' blocks the thread that runs coroutine 'binds': it waits for a file [async-blocking-call]
  std::ofstream maybe(either(n > 0));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::basic_ofstream' blocks the thread that runs coroutine 'binds': it waits for a file [async-blocking-call]
  std::ofstream system("/system/file");
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: call to 'std::basic_ofstream' blocks the thread that runs coroutine 'binds': it waits for a file [async-blocking-call]
  use(first_image(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: call to 'first_image' blocks the thread that runs coroutine 'binds': it reaches 'std::filesystem::directory_iterator', which waits for a file [async-blocking-call]
  co_return;
}
