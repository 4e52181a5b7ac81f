// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/NameOption.h"

#include <clang/Basic/CharInfo.h>

using namespace clang;
using namespace async_tidy;

static bool isQualifiedName(StringRef Name) {
  Name.consume_front("::");
  SmallVector<StringRef, 8> Parts;
  Name.split(Parts, "::");
  return llvm::all_of(Parts, [](StringRef Part) {
    return isValidAsciiIdentifier(Part) || Part.starts_with("operator");
  });
}

llvm::StringSet<> async_tidy::namesOfOption(tidy::ClangTidyCheck &Check,
                                            StringRef Id, StringRef Option,
                                            StringRef Value) {
  llvm::StringSet<> Names;
  SmallVector<StringRef, 8> Parts;
  Value.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    StringRef Name = Part.trim();
    if (Name.empty())
      continue;
    if (!isQualifiedName(Name)) {
      Check.configurationDiag(
          "'%0' in option '%1' of %2 is not a qualified name")
          << Name << Option << Id;
      continue;
    }
    StringRef Plain = Name;
    Plain.consume_front("::");
    Names.insert(Plain.contains("::") ? Plain.str() : "::" + Plain.str());
  }
  return Names;
}
