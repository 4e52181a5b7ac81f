// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "clangd/DefaultChecks.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringExtras.h>

using namespace async_tidy;
using llvm::StringRef;

std::string async_tidy::withAsyncChecks(StringRef Checks) {
  constexpr StringRef All = "async-*";
  llvm::SmallVector<StringRef> Globs;
  // Lists in YAML block scalars separate their globs by line breaks too.
  llvm::SplitString(Checks, Globs, ",\n");
  llvm::SmallVector<StringRef> Result;
  bool Added = false;
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    StringRef Name = Glob;
    bool Negative = Name.consume_front("-");
    if (Name.starts_with("async") && !Added) {
      // Choosing some of ours by name leaves the others to the user's globs.
      if (Negative)
        Result.push_back(All);
      Added = true;
    }
    Result.push_back(Glob);
  }
  if (!Added)
    Result.push_back(All);
  return llvm::join(Result, ",");
}
