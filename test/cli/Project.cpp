// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <fstream>
#include <sstream>
#include <sys/wait.h>

using namespace async_tidy::fixtures;

#define COROUTINE_TYPES                                                        \
  R"(namespace std {
template <class R, class...> struct coroutine_traits { using promise_type = typename R::promise_type; };
template <class P = void> struct coroutine_handle { static coroutine_handle from_address(void *) noexcept; operator coroutine_handle<>() const noexcept; };
template <> struct coroutine_handle<void> { static coroutine_handle from_address(void *) noexcept; };
struct suspend_always { bool await_ready() const noexcept { return false; } void await_suspend(coroutine_handle<>) const noexcept {} void await_resume() const noexcept {} };
}
struct Task { struct promise_type { Task get_return_object(); std::suspend_always initial_suspend() noexcept; std::suspend_always final_suspend() noexcept; void return_void(); void unhandled_exception(); }; };
)"

const char *const async_tidy::fixtures::SleepingSource = COROUTINE_TYPES
    R"(extern "C" unsigned sleep(unsigned);
Task napping(int count) {
  sleep(1);
  co_return;
}
)";

const char *const async_tidy::fixtures::CleanSource = COROUTINE_TYPES
    R"(Task fine() { co_await std::suspend_always(); }
)";

void Project::addUnit(const std::string &File, std::string_view Text,
                      std::vector<std::string> Flags,
                      const std::string &Compiler) {
  Folder.write(File, Text);
  nlohmann::json Args = {Compiler, "-std=c++20"};
  for (const std::string &Flag : Flags)
    Args.push_back(Flag);
  Args.push_back("-c");
  Args.push_back(File);
  addEntry({{"directory", Folder()}, {"file", File}, {"arguments", Args}});
}

static std::string readFile(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

CliRun Project::run(const std::string &Args, const std::string &Program) {
  if (!Database.empty())
    Folder.write("compile_commands.json", Database.dump(1));
  TemporaryFolder Capture;
  std::string Command = "cd '" + Folder() + "' && LC_ALL=C.UTF-8 '" +
                        (Program.empty() ? ASYNC_TIDY_CLI : Program) + "' " +
                        Args + " >'" + Capture("out") + "' 2>'" +
                        Capture("err") + "' </dev/null";
  int Status = std::system(Command.c_str());
  CliRun Result;
  Result.Code =
      WIFEXITED(Status) ? WEXITSTATUS(Status) : 128 + WTERMSIG(Status);
  Result.Out = readFile(Capture("out"));
  Result.Err = readFile(Capture("err"));
  return Result;
}
