// async-tidy: options={async-detached-task.DetachTokens: "app::forget_t"}
#include "asio.h"

namespace app {
/// Drops what it is given, as asio::detached does.
struct forget_t {};
inline constexpr forget_t forget;
} // namespace app

asio::awaitable<void> session();
void use(std::exception_ptr);

void start(asio::io_context &io) {
  asio::co_spawn(io, session(), app::forget);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: an exception that leaves 'session' is lost because the task is detached [async-detached-task]
  asio::co_spawn(io, session(), [](std::exception_ptr failure) { use(failure); });
}
