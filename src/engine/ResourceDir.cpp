// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/ResourceDir.h"

#include "compat/LLVMCompat.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>

using namespace async_tidy;
using llvm::StringRef;
namespace path = llvm::sys::path;

static bool isResourceDir(StringRef Dir) {
  llvm::SmallString<256> Header(Dir);
  path::append(Header, "include", "stddef.h");
  return !Dir.empty() && llvm::sys::fs::exists(Header);
}

/// What `PROGRAM -print-resource-dir` prints; empty when it fails.
static std::string askCompiler(StringRef Program) {
  auto Found = llvm::sys::findProgramByName(Program);
  llvm::SmallString<128> Output;
  if (!Found || llvm::sys::fs::createTemporaryFile("async-tidy", "txt", Output))
    return {};
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Output),
                                          StringRef("")};
  int Code = llvm::sys::ExecuteAndWait(*Found, {*Found, "-print-resource-dir"},
                                       std::nullopt, Redirects,
                                       /*SecondsToWait=*/20);
  std::string Dir;
  if (auto Buffer = llvm::MemoryBuffer::getFile(Output); Buffer && Code == 0)
    Dir = (*Buffer)->getBuffer().trim().str();
  llvm::sys::fs::remove(Output);
  // Headers of another version do not match the builtins of this one.
  StringRef Version = path::filename(Dir);
  bool SameMajor =
      Version.split('.').first == std::to_string(compat::BuiltForMajor);
  return SameMajor ? Dir : std::string();
}

llvm::Expected<std::string>
async_tidy::findResourceDir(const std::string &Wanted,
                            const std::string &ProgramPath) {
  std::string Major = std::to_string(compat::BuiltForMajor);
  if (!Wanted.empty()) {
    if (isResourceDir(Wanted))
      return Wanted;
    return llvm::createStringError(
        llvm::inconvertibleErrorCode(),
        "'" + Wanted +
            "' is not a resource directory of clang: it has no "
            "include/stddef.h");
  }
  llvm::SmallString<256> Beside(
      path::parent_path(path::parent_path(ProgramPath)));
  path::append(Beside, "lib", "clang", Major);
  if (isResourceDir(Beside))
    return std::string(Beside);
  if (isResourceDir(ASYNC_TIDY_RESOURCE_DIR))
    return std::string(ASYNC_TIDY_RESOURCE_DIR);
  for (const std::string &Program : {"clang-" + Major, std::string("clang")})
    if (std::string Dir = askCompiler(Program); isResourceDir(Dir))
      return Dir;
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      "the headers of clang " + Major + " were not found (looked in '" +
          std::string(Beside) +
          "', '" ASYNC_TIDY_RESOURCE_DIR "' and asked clang-" + Major +
          " and clang on PATH). Install clang-" + Major +
          ", or give the folder that `clang-" + Major +
          " -print-resource-dir` prints with --resource-dir=DIR");
}
