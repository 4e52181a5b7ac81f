// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a name says. Programmers share words whatever their library: what is
// called `flush_log` writes a log, what is called `try_lock` takes a lock. The
// words stand in the library files, under `vocabulary`.

#ifndef ASYNC_TIDY_MODEL_VOCABULARY_H
#define ASYNC_TIDY_MODEL_VOCABULARY_H

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>

#include <bitset>
#include <string>
#include <vector>

namespace async_tidy {

/// Something that an identifier can speak of.
enum class Topic {
#define TOPIC(NAME, KEY) NAME,
#include "model/Topics.inc"
};
/// The keys of all topics in the library files, in the enumerators' order.
llvm::ArrayRef<const char *> topicKeys();

inline constexpr unsigned NumTopics = 0
#define TOPIC(NAME, KEY) +1
#include "model/Topics.inc"
    ;
using TopicSet = std::bitset<NumTopics>;

/// How a library file says which identifiers speak of a topic. Upper and lower
/// case never matter.
struct TopicEntries {
  /// One of the identifier's words, split at capitals and underscores.
  std::vector<std::string> Words;
  /// The whole identifier, its beginning: underscores do not matter.
  std::vector<std::string> Names, Prefixes;
  /// Anywhere in the identifier.
  std::vector<std::string> Parts;

  bool empty() const {
    return Words.empty() && Names.empty() && Prefixes.empty() && Parts.empty();
  }
};

/// Calls \p Visit with the words of \p Identifier: "scoped", "Lock" and "async"
/// of `scopedLock_async`.
void forEachWord(llvm::StringRef Identifier,
                 llvm::function_ref<void(llvm::StringRef)> Visit);
/// The first and the last of them; "" of an identifier without letters.
llvm::StringRef firstWord(llvm::StringRef Identifier);
llvm::StringRef lastWord(llvm::StringRef Identifier);

/// The topics of all library files, made ready for lookups.
class Vocabulary {
public:
  void add(Topic T, const TopicEntries &Entries);

  /// All that \p Identifier speaks of. Names::speaksOf remembers the answers.
  TopicSet topicsOf(llvm::StringRef Identifier) const;

private:
  llvm::StringMap<TopicSet> Words, Names;
  std::vector<std::pair<std::string, Topic>> Prefixes, Parts;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_VOCABULARY_H
