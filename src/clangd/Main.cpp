// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/AsyncCheck.h"
#include "checks/AsyncTidyModule.h"

namespace clang::clangd {
int clangdMain(int Argc, char *Argv[]);
} // namespace clang::clangd

static clang::tidy::ClangTidyModuleRegistry::Add<async_tidy::AsyncTidyModule>
    Register("async-tidy", "Finds mistakes in C++20 coroutine code.");

int main(int Argc, char *Argv[]) {
  async_tidy::setHostIsClangd(true);
  return clang::clangd::clangdMain(Argc, Argv);
}
