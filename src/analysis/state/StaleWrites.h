// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes of shared objects with what was known from before a suspension: what
// StaleUpdates and StaleChecks have in common.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_STALEWRITES_H
#define ASYNC_TIDY_ANALYSIS_STATE_STALEWRITES_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/AccessPath.h"

namespace async_tidy {

struct StaleWrite {
  enum Kind {
    Update, ///< the written value is computed from the one read before
    Check   ///< a condition on the object was tested before
  };
  Kind What = Update;
  AccessPath Object;
  const clang::Expr *Read = nullptr;
  const clang::Expr *Write = nullptr;
  /// The suspensions in between, in source order.
  std::vector<const SuspensionPoint *> Across;
};

/// Does \p C write anything shared? Most coroutines do not, and need no graph.
bool writesShared(TranslationUnit &TU, const Coroutine &C);

/// Puts \p Writes, and the suspensions of each, into source order.
void sortWrites(TranslationUnit &TU, std::vector<StaleWrite> &Writes);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_STALEWRITES_H
