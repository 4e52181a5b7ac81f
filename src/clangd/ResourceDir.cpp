// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd looks for clang's builtin headers (stddef.h, the intrinsics) beside
// its own program, where ours has none.

#include "engine/ResourceDir.h"
#include "clangd/Wrap.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/raw_ostream.h>

std::string originalResources(const char *Program, void *MainAddress)
    ASYNC_TIDY_ORIGINAL(GET_RESOURCES_PATH);
std::string resourcesFound(const char *Program, void *MainAddress)
    ASYNC_TIDY_WRAPPER(GET_RESOURCES_PATH);

std::string resourcesFound(const char *Program, void *MainAddress) {
  auto Found = async_tidy::findResourceDir(
      "", llvm::sys::fs::getMainExecutable(Program, MainAddress));
  if (Found)
    return *Found;
  llvm::errs() << "async-tidy-clangd: " << toString(Found.takeError()) << '\n';
  return originalResources(Program, MainAddress);
}
