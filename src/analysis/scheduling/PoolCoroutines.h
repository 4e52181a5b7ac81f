// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which coroutines run on the threads of a pool from their start.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLCOROUTINES_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLCOROUTINES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Where coroutines of the unit are started; TU.shared<PoolCoroutines>().
class PoolCoroutines {
public:
  explicit PoolCoroutines(TranslationUnit &TU);
  /// Is every start of the coroutine that the unit shows on a pool?
  bool runsOnPool(const Coroutine &C) const;

private:
  TranslationUnit &TU;
  llvm::DenseSet<const clang::FunctionDecl *> Pooled;
  /// Calls of coroutines, and mere names of coroutine functions.
  llvm::DenseSet<const clang::Expr *> PooledCalls;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> PooledReferences;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLCOROUTINES_H
