// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions of the unit block the thread that runs them, and through what
// path. A function blocks if it calls something that a library file lists, is
// marked [[clang::blocking]] or annotate("async::blocking"), or executes
// another function that blocks. The answer is the least fixpoint over the call
// graph below the unit's coroutines: breadth first from the direct calls, so
// every path is a shortest one and recursion needs no care.
//
// Coroutines do not pass blocking on to their callers: a blocking call in one
// is a finding there.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGPATHS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGPATHS_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// What the user's options change about "blocks". Held by the check.
struct BlockingOptions {
  llvm::SmallVector<BlockingGroup, 12> Groups;
  bool ReportBrief = false;
  unsigned MaxDepth = 0;     ///< 0 = no limit; 1 = direct calls only
  llvm::StringSet<> Allowed; ///< qualified names that do not count
  /// Further functions that block, with the advice to give (may be empty).
  llvm::StringMap<std::string> Extra;

  bool counts(const BlockingEntry &Entry) const;
};

/// One step from a function towards the call that blocks.
struct BlockingStep {
  /// The call, construction, or declaration of the object whose destructor
  /// runs.
  const clang::Stmt *At = nullptr;
  /// What is called, as a name for the message.
  std::string Callee;
  /// The function that runs, if its body is known; else the step is the last.
  const clang::FunctionDecl *Next = nullptr;
  /// Of the last step: the library's entry, or nullptr if an attribute or an
  /// option says that it blocks.
  const BlockingEntry *Entry = nullptr;
  std::string Advice; ///< from the BlockingFunctions option
  /// Of the last step without an entry: what the thread waits for.
  std::string Reason;
  /// The rest of the path where it depends on this very call: on its arguments,
  /// on who holds the mutex. Comes instead of Next.
  std::shared_ptr<const BlockingStep> Then;
  enum class Kind {
    Call,
    Destructor,
    Callable,
    Loop, ///< spins
    Lock  ///< takes the mutex Callee, which is held meanwhile; Then: by whom
  };
  Kind What = Kind::Call;

  explicit operator bool() const { return At != nullptr; }
};

class BlockingEdges;

class BlockingFacts {
public:
  BlockingFacts(TranslationUnit &TU, const BlockingOptions &Options);
  ~BlockingFacts();

  /// The first step by which running \p F blocks, whatever its arguments are,
  /// or an empty step.
  BlockingStep stepOf(const clang::FunctionDecl *F) const;

  /// The steps of \p F's own body that block, in source order: direct ones and
  /// calls of functions that do. Code that is not reachable, or
  /// after which the process ends, does not count.
  std::vector<BlockingStep> stepsIn(const clang::FunctionDecl *F) const;

  /// The whole path that starts with \p First; its last step has no Next.
  std::vector<BlockingStep> path(BlockingStep First) const;

private:
  void explore(const clang::FunctionDecl *Root);
  void solve();
  void addContendedLocks();

  TranslationUnit &TU;
  const BlockingOptions &Options;
  std::unique_ptr<BlockingEdges> Edges;
  /// The functions that coroutines reach, in the order of their discovery.
  std::vector<const clang::FunctionDecl *> Order;
  llvm::DenseSet<const clang::FunctionDecl *> Explored;
  llvm::DenseMap<const clang::FunctionDecl *, BlockingStep> Steps;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGPATHS_H
