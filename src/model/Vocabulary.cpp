// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Vocabulary.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>

using namespace async_tidy;
using llvm::StringRef;

/// Long enough for what programmers write: no query allocates.
using Buffer = llvm::SmallString<64>;

llvm::ArrayRef<const char *> async_tidy::topicKeys() {
  static constexpr const char *Keys[] = {
#define TOPIC(NAME, KEY) KEY,
#include "model/Topics.inc"
  };
  return Keys;
}

void async_tidy::forEachWord(StringRef Identifier,
                             llvm::function_ref<void(StringRef)> Visit) {
  size_t Start = StringRef::npos;
  auto EndAt = [&](size_t End) {
    if (Start != StringRef::npos)
      Visit(Identifier.slice(Start, End));
    Start = StringRef::npos;
  };
  for (size_t I = 0; I < Identifier.size(); ++I) {
    char C = Identifier[I];
    if (!llvm::isAlnum(C)) {
      EndAt(I);
      continue;
    }
    if (llvm::isUpper(C) && I > 0 && !llvm::isUpper(Identifier[I - 1]))
      EndAt(I);
    if (Start == StringRef::npos)
      Start = I;
  }
  EndAt(Identifier.size());
}

StringRef async_tidy::firstWord(StringRef Identifier) {
  StringRef First;
  forEachWord(Identifier, [&](StringRef Word) {
    if (First.empty())
      First = Word;
  });
  return First;
}

StringRef async_tidy::lastWord(StringRef Identifier) {
  StringRef Last;
  forEachWord(Identifier, [&](StringRef Word) { Last = Word; });
  return Last;
}

static StringRef lower(StringRef Text, Buffer &Out) {
  Out.clear();
  for (char C : Text)
    Out.push_back(llvm::toLower(C));
  return Out;
}

/// Lower case without underscores: equal for `wait_for`, `waitFor`, `WaitFor`.
static StringRef folded(StringRef Text, Buffer &Out) {
  Out.clear();
  for (char C : Text)
    if (C != '_')
      Out.push_back(llvm::toLower(C));
  return Out;
}

void Vocabulary::add(Topic T, const TopicEntries &Entries) {
  Buffer Key;
  for (const std::string &Word : Entries.Words)
    Words[lower(Word, Key)].set(unsigned(T));
  for (const std::string &Name : Entries.Names)
    Names[folded(Name, Key)].set(unsigned(T));
  for (const std::string &Prefix : Entries.Prefixes)
    Prefixes.emplace_back(folded(Prefix, Key).str(), T);
  for (const std::string &Part : Entries.Parts)
    Parts.emplace_back(lower(Part, Key).str(), T);
}

TopicSet Vocabulary::topicsOf(StringRef Identifier) const {
  TopicSet Result;
  Buffer Key;
  forEachWord(Identifier, [&](StringRef Word) {
    Result |= Words.lookup(lower(Word, Key));
  });
  StringRef Lower = lower(Identifier, Key);
  for (const auto &[Part, T] : Parts)
    if (Lower.contains(Part))
      Result.set(unsigned(T));
  StringRef Folded = folded(Identifier, Key);
  Result |= Names.lookup(Folded);
  for (const auto &[Prefix, T] : Prefixes)
    if (Folded.starts_with(Prefix))
      Result.set(unsigned(T));
  return Result;
}
