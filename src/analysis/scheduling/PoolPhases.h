// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which part of a coroutine runs on the threads of a pool.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLPHASES_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLPHASES_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

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

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_POOLPHASES_H
