// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// On which threads a coroutine runs, as far as the unit tells: those of a pool,
// whose purpose is to be blocked, or the executor's own.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does \p E denote a pool of threads or an executor or scheduler of one?
bool isPool(TranslationUnit &TU, const clang::Expr *E);

/// Does \p E denote an executor that runs an event loop: an io_context, a
/// strand on one, the executor of an I/O object or of this coroutine?
bool isEventLoop(TranslationUnit &TU, const clang::Expr *E);

/// Does the call hand a callable or a task to other threads?
bool handsToPool(TranslationUnit &TU, const CallParts &Parts);

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

/// The statements of one coroutine that run on a pool thread because an earlier
/// `co_await` moved it there (winrt::resume_background(), pool.schedule(), a
/// post with an executor bound to a pool).
class PoolPhases {
public:
  PoolPhases(TranslationUnit &TU, const Coroutine &C);
  bool isOnPool(const clang::Stmt *S) const;

private:
  enum class Effect { None, Enter, Leave };
  Effect effectOf(const SuspensionPoint &P) const;
  void solve();

  TranslationUnit &TU;
  const Coroutine &C;
  llvm::DenseSet<const clang::Stmt *> OnPool;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H
