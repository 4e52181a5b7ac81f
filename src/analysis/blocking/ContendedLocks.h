// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutexes that a function holds while it blocks. Taking one is no short matter:
// whoever locks it waits as long as the holder does.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H

#include "analysis/blocking/BlockingEdges.h"
#include "analysis/blocking/BlockingPaths.h"

namespace async_tidy {

class ContendedLocks {
public:
  /// Adds the mutexes that \p F, which takes \p Locks, holds on one of its
  /// blocking \p Paths.
  void add(TranslationUnit &TU, const clang::FunctionDecl *F,
           llvm::ArrayRef<LockStep> Locks, llvm::ArrayRef<BlockingPath> Paths);

  /// The step that a holder of the mutex blocks in, or nullptr.
  const BlockingStep *holderOf(const clang::ValueDecl *Mutex) const;

private:
  llvm::DenseMap<const clang::ValueDecl *, BlockingStep> ByMutex;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H
