// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/clangd/Workspace.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>

using namespace async_tidy::test;
namespace fs = std::filesystem;

Workspace::Workspace() {
  std::string Template =
      (fs::temp_directory_path() / "async-tidy-clangd-XXXXXX").string();
  if (!mkdtemp(Template.data()))
    throw std::runtime_error("no temporary folder");
  // As the server will name it.
  Root = fs::canonical(Template).string();
}

Workspace::~Workspace() {
  std::error_code Ignored;
  fs::remove_all(Root, Ignored);
}

std::string Workspace::path(const std::string &Name) const {
  return Root + "/" + Name;
}

std::string Workspace::write(const std::string &Name, const std::string &Text) {
  fs::path Path = path(Name);
  fs::create_directories(Path.parent_path());
  std::ofstream(Path, std::ios::binary) << Text;
  return Path.string();
}

std::string Workspace::addSource(const std::string &Name,
                                 const std::string &Text,
                                 std::vector<std::string> Arguments) {
  std::string Path = write(Name, Text);
  Arguments.insert(Arguments.begin(), "clang++");
  Arguments.insert(Arguments.end(), {"-c", Path});
  Commands.push_back(
      {{"directory", Root}, {"file", Path}, {"arguments", Arguments}});
  write("compile_commands.json", Commands.dump(1));
  return Path;
}

std::string Workspace::addSource(const std::string &Name,
                                 const std::string &Text) {
  return addSource(Name, Text, RunConfig().compileArguments());
}

std::string Workspace::addFixture(const Fixture &F, const RunConfig &Run) {
  std::string Folder = F.Name + (Run.Suffix.empty() ? "" : "-" + Run.Suffix);
  write(Folder + "/.clang-tidy", Run.clangTidyFile());
  std::vector<std::string> Arguments = Run.compileArguments();
  Arguments.push_back("-iquote" + fs::path(F.Path).parent_path().string());
  return addSource(Folder + "/" + F.Name + ".cpp", readFile(F.Path), Arguments);
}

LspClient::Setup Workspace::server(std::vector<std::string> Args) const {
  // What the user of this machine has configured must not matter.
  Args.insert(Args.begin(), {"--background-index=false", "--log=info",
                             "--pch-storage=memory"});
  return {
      ASYNC_TIDY_CLANGD, Args, Root, {{"XDG_CONFIG_HOME", Root + "/.config"}}};
}

CommandResult async_tidy::test::run(const std::string &ShellCommand) {
  CommandResult Result;
  FILE *Pipe = popen((ShellCommand + " 2>&1").c_str(), "r");
  if (!Pipe)
    throw std::runtime_error("cannot run " + ShellCommand);
  char Chunk[4096];
  while (size_t Size = fread(Chunk, 1, sizeof(Chunk), Pipe))
    Result.Output.append(Chunk, Size);
  int Status = pclose(Pipe);
  Result.Status = WIFEXITED(Status) ? WEXITSTATUS(Status) : -WTERMSIG(Status);
  return Result;
}

std::vector<Json> async_tidy::test::ofOurs(const Json &Diagnostics) {
  std::vector<Json> Result;
  for (const Json &D : Diagnostics)
    if (D.contains("code") && D["code"].is_string() &&
        D["code"].get<std::string>().starts_with("async-"))
      Result.push_back(D);
  return Result;
}
