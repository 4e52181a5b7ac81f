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

#include "analysis/blocking/BlockingStep.h"
#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

class BlockingEdges;
struct BlockingEdge;

/// A place in a function's own body that blocks, and how.
struct BlockingPath {
  /// The call, construction, loop, or declaration of the object whose
  /// destructor runs.
  const clang::Stmt *At = nullptr;
  /// From this place to the call that blocks; not empty.
  std::vector<BlockingStep> Steps;
};

class BlockingPaths {
public:
  BlockingPaths(TranslationUnit &TU, const BlockingOptions &Options);
  ~BlockingPaths();

  /// The paths that start in \p F's own body, in source order: direct blocking
  /// calls, and calls of functions that block whatever their arguments are.
  /// Code that is not reachable, or after which the process ends, does not
  /// count.
  std::vector<BlockingPath> of(const clang::FunctionDecl *F) const;

private:
  /// A function as a path comes to it: with BlockingContext::index().
  using Place = std::pair<const clang::FunctionDecl *, unsigned>;
  using Caller = std::pair<Place, const BlockingEdge *>;

  void explore(const clang::FunctionDecl *Root);
  void solve();
  void addContendedLocks();
  /// Can the step delay another task, as far as the options go and the function
  /// that takes it tells?
  bool matters(Place From, const BlockingEdge &Edge) const;
  std::vector<BlockingStep> pathFrom(const BlockingStep &First) const;

  TranslationUnit &TU;
  const BlockingOptions &Options;
  std::unique_ptr<BlockingEdges> Edges;
  /// What coroutines reach, in the order of its discovery.
  std::vector<Place> Order;
  llvm::DenseSet<Place> Explored;
  /// Of each function that blocks, by context and its USR, the first step of a
  /// shortest path.
  llvm::StringMap<BlockingStep> Steps[BlockingContext::Count];
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGPATHS_H
