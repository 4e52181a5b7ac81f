// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fact that a finding rests on, as a value: what is believed of which
// declaration, and how that is known. A wrong fact makes a false alarm at each
// of its uses; told once, it can be judged once, and what the language does not
// prove a user can overturn with a line in a library file.

#ifndef ASYNC_TIDY_MODEL_CAUSE_H
#define ASYNC_TIDY_MODEL_CAUSE_H

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <compare>
#include <string>

namespace async_tidy {

/// What is believed of a cause's subject. The list is closed: docs/causes.md
/// explains each, with the keys of library files that confirm and that overturn
/// it.
enum class CauseKind {
  Language,      ///< nothing but what the language says of the code shown
  LostWork,      ///< the type is a task: dropped, its work or outcome is lost
  Starter,       ///< the function starts work that runs on after it returned
  Throws,        ///< an exception, or cancellation, can come out of it
  Blocks,        ///< the function keeps its thread waiting
  ThreadLock,    ///< the type is a lock that belongs to a thread
  ThreadBound,   ///< the type or value belongs to the thread that made it
  ChangesThread, ///< coroutines of the type can go on on another thread
  SharedState,   ///< other tasks change the object
  UsesLater      ///< the function needs its argument after it returned
};

/// How a cause is known, the most certain first. A finding that rests on
/// several facts names the least certain of them.
enum class KnownBy {
  Proof,       ///< the language says so
  Attribute,   ///< the declaration says so
  UserModel,   ///< a library file of the user's
  LibraryFile, ///< a built-in library file
  Body,        ///< the bodies that the unit shows
  Signature,   ///< types and declarations only
  Name         ///< what a name means in most code
};

/// "blocks", as reports and docs/causes.md spell it.
llvm::StringRef idOf(CauseKind Kind);
/// "library-file".
llvm::StringRef idOf(KnownBy By);
llvm::ArrayRef<CauseKind> allCauseKinds();
llvm::ArrayRef<KnownBy> allKnownBy();

struct Cause {
  CauseKind Kind = CauseKind::Language;
  KnownBy By = KnownBy::Proof;
  /// Qualified name of what the fact is about; empty for Language.
  std::string Subject;
  /// clang's unified symbol resolution of it; empty if it has none.
  std::string Usr;
  /// The fact as a sentence: "'send_all' blocks, it reaches 'connect'".
  std::string Fact;
  /// A line of a library file that overturns the fact; empty where the language
  /// proves it.
  std::string Model;

  auto operator<=>(const Cause &) const = default;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_CAUSE_H
