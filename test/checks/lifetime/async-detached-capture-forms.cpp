// async-tidy: args=-DASIO_HAS_CO_AWAIT,-DASIO_HAS_STD_COROUTINE
// Macros, templates and generic lambdas.
#include <asio.hpp>
#include <memory>
#include <string>

void use(const std::string &);

#define POST(io, ...) asio::post(io, [&] { __VA_ARGS__; })
#define START(...) asio::post(__VA_ARGS__)

void in_macro(asio::io_context &io) {
  std::string name = "x";
  POST(io, use(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
}
void lambda_outside_of_macro(asio::io_context &io) {
  std::string name = "x";
  START(io, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  START(io, [name] { use(name); });
}

template <class Executor> void in_template(Executor &ex) {
  std::string name = "x";
  asio::post(ex, [&] { use(name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the callable is started detached and captures local 'name' by reference, which may be gone when it runs [async-detached-capture]
  asio::post(ex, [name] { use(name); });
}
template void in_template(asio::io_context &);
template void in_template(asio::thread_pool &);

template <class T> struct Poster {
  T value;
  void start(asio::io_context &io, T by_value, T &by_reference) {
    asio::post(io, [&by_value] { use(by_value); });
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the callable is started detached and captures local 'by_value' by reference, which may be gone when it runs [async-detached-capture]
    asio::post(io, [&by_reference] { use(by_reference); });
  }
};
template struct Poster<std::string>;

template <class T> void never_instantiated(T &ex) {
  std::string name = "x";
  asio::post(ex, [&] { use(name); });
}
