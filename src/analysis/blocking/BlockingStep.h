// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One step of a path that ends in a blocking call, as values that do not need
// the AST: what a function tells about itself can be kept, compared and put
// together with what other units know.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGSTEP_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGSTEP_H

#include "model/Library.h"

#include <clang/Basic/SourceLocation.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <memory>

namespace async_tidy {

/// Why the last step of a path blocks.
enum class BlockingCause {
  None,     ///< the step is not the last
  Listed,   ///< by BlockingStep::Entry
  Option,   ///< by the option BlockingFunctions
  Declared, ///< by an attribute of the function
  Task,     ///< it waits until a task is done
  Loop,     ///< it runs an event loop
  Spin      ///< a loop that spins
};

/// One step from a function towards the call that blocks.
struct BlockingStep {
  enum class Kind {
    Call,
    Destructor,
    Callable,
    Loop, ///< spins
    Lock  ///< takes the mutex Callee, which another function holds over Then
  };
  Kind What = Kind::Call;
  BlockingCause Cause = BlockingCause::None;
  /// Where the call, the construction, or the declaration of the object stands
  /// whose destructor runs.
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  /// What is called, or whose destructor runs, or which mutex is locked. Empty
  /// for what has no name: a lambda, a callable, a loop.
  std::string Callee;
  /// All names under which a library file or an option can list what is called.
  /// They live as long as the unit.
  llvm::SmallVector<llvm::StringRef, 2> Names;
  /// The USR of the function that runs, if its body is known; else empty, and
  /// the step is the last.
  std::string Next;
  const BlockingEntry *Entry = nullptr;
  std::string Instead; ///< what the option says to use instead
  /// The rest of the path where it depends on this very call: on its arguments,
  /// on who holds the mutex. Comes instead of Next.
  std::shared_ptr<const BlockingStep> Then;

  explicit operator bool() const { return Loc.isValid(); }
  /// The last of the steps that hang on this one.
  const BlockingStep &last() const {
    const BlockingStep *S = this;
    while (S->Then)
      S = S->Then.get();
    return *S;
  }
};

/// What the user's options change about "blocks".
struct BlockingOptions {
  llvm::SmallVector<BlockingGroup, 12> Groups;
  bool ReportBrief = false;
  unsigned MaxDepth = 0;     ///< 0 = no limit; 1 = direct calls only
  llvm::StringSet<> Allowed; ///< qualified names that do not count
  /// Has what the user's files say of functions that do not; may be nullptr.
  const Library *Files = nullptr;
  /// Further functions that block, with what to use instead (may be empty).
  llvm::StringMap<std::string> Extra;

  bool counts(BlockingGroup Group) const {
    return llvm::is_contained(Groups, Group);
  }
  bool counts(const BlockingEntry &Entry) const;
  /// Does the step, with those that hang on it, count?
  bool admits(const BlockingStep &Step) const;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGSTEP_H
