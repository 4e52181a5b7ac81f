// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/AsyncTidyModule.h"
#include "cli/Commands.h"
#include "cli/Messages.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/TargetSelect.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

using namespace async_tidy;

static clang::tidy::ClangTidyModuleRegistry::Add<AsyncTidyModule>
    Register("async-tidy", "Finds mistakes in C++20 coroutine code.");

static CommandResult run(const std::vector<std::string> &Args,
                         const std::string &ProgramPath) {
  CommandLine Line = parseCommandLine(Args);
  switch (Line.What) {
  case CommandLine::Verb::Check:
    return runCheck(Line.Check, ProgramPath, Args);
  case CommandLine::Verb::List:
    return runList(Line.List);
  case CommandLine::Verb::Explain:
    return runExplain(Line.Explain);
  case CommandLine::Verb::Init:
    return runInit(Line.Init, ProgramPath);
  case CommandLine::Verb::Exit:
    (Line.Code == 0 ? std::cout : std::cerr) << Line.Message;
    return {Line.Code, false};
  }
  return {ExitUsage, false};
}

int main(int Argc, char **Argv) {
  // Target names in compile commands ("arm-none-eabi-g++") are looked up here.
  llvm::InitializeAllTargetInfos();
  int Anchor = 0;
  std::string ProgramPath = llvm::sys::fs::getMainExecutable(Argv[0], &Anchor);
  CommandResult Result =
      run(std::vector<std::string>(Argv + 1, Argv + Argc), ProgramPath);
  std::cout.flush();
  std::fflush(stdout);
  if (!std::cout) {
    printError("cannot write to stdout");
    Result.Code = ExitUsage;
  }
  // A thread that crashed or hangs in the front end must not run destructors
  // of the process under it.
  if (Result.ThreadsLeft)
    std::_Exit(Result.Code);
  return Result.Code;
}
