// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/NameList.h"

#include <clang/Basic/CharInfo.h>

using namespace clang;
using namespace async_tidy;

static bool isQualifiedName(StringRef Name) {
  SmallVector<StringRef, 8> Parts;
  Name.split(Parts, "::");
  StringRef Last = Parts.pop_back_val();
  return llvm::all_of(Parts,
                      [](StringRef P) { return isValidAsciiIdentifier(P); }) &&
         (isValidAsciiIdentifier(Last) || Last.starts_with("operator"));
}

NamesOfOption::NamesOfOption(tidy::ClangTidyCheck &Check, StringRef Id,
                             StringRef Option, StringRef Value, EntryText Text)
    : Value(Value.str()) {
  SmallVector<StringRef, 8> Parts;
  Value.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    StringRef Name = Part, After;
    // "operator->" has the arrow, too.
    if (size_t Arrow = Part.find(" ->");
        Text == EntryText::Allowed && Arrow != StringRef::npos) {
      Name = Part.take_front(Arrow);
      After = Part.drop_front(Arrow + 3);
    } else if (Text == EntryText::Allowed && !Part.contains("operator->")) {
      std::tie(Name, After) = Part.split("->");
    }
    Name = Name.trim();
    if (Name.empty() && After.empty())
      continue;
    StringRef Plain = Name;
    Plain.consume_front("::");
    if (isQualifiedName(Plain))
      Entries.push_back({Plain.str(), After.trim().str()});
    else
      Check.configurationDiag("'%0' in option '%1' of %2 is not a qualified "
                              "name such as 'my::scope::name'")
          << Name << Option << Id;
  }
}

static StringRef plainForm(StringRef Name) {
  Name.consume_front("::");
  return Name;
}

std::string async_tidy::qualifiedForm(StringRef Name) {
  StringRef Plain = plainForm(Name);
  return Plain.contains("::") ? Plain.str() : "::" + Plain.str();
}

bool NamesOfOption::contains(StringRef QualifiedName) const {
  return llvm::any_of(Entries, [&](const Entry &E) {
    return E.Name == plainForm(QualifiedName);
  });
}

llvm::StringSet<> NamesOfOption::plain() const {
  llvm::StringSet<> Result;
  for (const Entry &E : Entries)
    Result.insert(E.Name);
  return Result;
}

llvm::StringSet<> NamesOfOption::qualified() const {
  llvm::StringSet<> Result;
  for (const Entry &E : Entries)
    Result.insert(qualifiedForm(E.Name));
  return Result;
}
