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

struct BlockingStep;

/// What the steps that a path has taken say of its end.
struct BlockingContext {
  bool InLog = false; ///< what is written to a file there is a log
  /// The code has a stack of its own: the waits of the library that gave it
  /// one do not block the thread.
  bool OnOwnStack = false;

  static constexpr unsigned Count = 4;
  static BlockingContext of(unsigned Index) {
    return {bool(Index & 1), bool(Index & 2)};
  }
  unsigned index() const { return unsigned(InLog) | unsigned(OnOwnStack) << 1; }
  /// Behind \p Step and those that hang on it.
  BlockingContext after(const BlockingStep &Step) const;
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
  /// The outermost macro whose text the step stands in, if it does.
  std::string Macro;
  /// All names under which a library file or an option can list what is called.
  /// They live as long as the unit.
  llvm::SmallVector<llvm::StringRef, 2> Names;
  /// The USR of the function that runs, if its body is known; else empty, and
  /// the step is the last.
  std::string Next;
  const BlockingEntry *Entry = nullptr;
  /// It runs a function that writes a log.
  bool Logs = false;
  /// It gives the code that it runs a stack of its own on this thread.
  bool MakesStack = false;
  /// The last step: nothing is read, as far as the entry tells.
  bool OnlyWrites = false;
  /// The last step: on a stack of the library's own it does not block.
  bool YieldsStack = false;
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
  bool counts(const BlockingEntry &Entry) const {
    return counts(Entry, Entry.Group);
  }
  /// Does the step, with those that hang on it, count where a path to it has
  /// \p Context?
  bool admits(const BlockingStep &Step, BlockingContext Context = {}) const;

private:
  /// Does the entry count as one of \p Group?
  bool counts(const BlockingEntry &Entry, BlockingGroup Group) const;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGSTEP_H
