// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compat/ResourceDir.h"
#include "compat/LLVMCompat.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>

using namespace async_tidy;
using llvm::StringRef;
namespace path = llvm::sys::path;

static bool hasBuiltinHeaders(StringRef Dir) {
  llvm::SmallString<128> Header(Dir);
  path::append(Header, "include", "stddef.h");
  return !Dir.empty() && llvm::sys::fs::exists(Header);
}

/// What `clang -print-resource-dir` says; empty if it cannot be run.
static std::string askClang(StringRef Program) {
  auto Path = llvm::sys::findProgramByName(Program);
  llvm::SmallString<128> Answer;
  if (!Path || llvm::sys::fs::createTemporaryFile("async-tidy", "txt", Answer))
    return {};
  std::optional<StringRef> Redirects[] = {StringRef(), StringRef(Answer),
                                          StringRef()};
  int Code = llvm::sys::ExecuteAndWait(*Path, {*Path, "-print-resource-dir"},
                                       std::nullopt, Redirects,
                                       /*SecondsToWait=*/10);
  auto Text = llvm::MemoryBuffer::getFile(Answer);
  llvm::sys::fs::remove(Answer);
  if (Code != 0 || !Text)
    return {};
  return (*Text)->getBuffer().trim().str();
}

llvm::Expected<std::string> async_tidy::findResourceDir(StringRef Preferred) {
  if (hasBuiltinHeaders(Preferred))
    return Preferred.str();
  if (hasBuiltinHeaders(ASYNC_TIDY_RESOURCE_DIR))
    return ASYNC_TIDY_RESOURCE_DIR;
  std::string Major = std::to_string(compat::BuiltForMajor);
  for (const std::string &Program : {"clang-" + Major, std::string("clang")}) {
    std::string Dir = askClang(Program);
    // Another version's headers use builtins that this clang does not have.
    StringRef Version = path::filename(Dir);
    if (Version.split('.').first == Major && hasBuiltinHeaders(Dir))
      return Dir;
  }
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      "clang " + Major + "'s builtin headers were not found at \"" + Preferred +
          "\", at \"" ASYNC_TIDY_RESOURCE_DIR "\" or with a clang-" + Major +
          " on the PATH; install clang-" + Major +
          " (on Debian the package libclang-common-" + Major +
          "-dev has the headers) or pass --resource-dir=DIR");
}
