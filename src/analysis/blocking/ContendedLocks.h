// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutexes that a function holds while it blocks. Taking one is no short matter:
// whoever locks it waits as long as the holder does.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H

#include "analysis/blocking/BlockingEdges.h"

namespace async_tidy {

class ContendedLocks {
public:
  /// \p Holders: the functions to look at, whose steps \p Facts knows.
  ContendedLocks(TranslationUnit &TU, const BlockingFacts &Facts,
                 BlockingEdges &Edges,
                 llvm::ArrayRef<const clang::FunctionDecl *> Holders);

  /// The step that a holder of the mutex blocks in, if there is one.
  std::optional<BlockingStep> holderOf(const clang::ValueDecl *Mutex) const;

private:
  llvm::DenseMap<const clang::ValueDecl *, BlockingStep> ByMutex;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_CONTENDEDLOCKS_H
