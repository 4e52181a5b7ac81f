// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shared objects that a coroutine reads before a suspension and writes after
// it, with what it knew from before.

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

/// Read-modify-write sequences of \p C that a suspension interrupts. Not: where
/// a lock for coroutines is held, where the object is tested again after the
/// suspension, compound assignments (they read after their right side).
std::vector<StaleWrite> staleUpdates(TranslationUnit &TU, const Coroutine &C);

/// Writes of shared objects that depend on a test of the same object from
/// before a suspension: filling what was found empty, counting what was found
/// below a limit.
std::vector<StaleWrite> staleChecks(TranslationUnit &TU, const Coroutine &C);

/// Does \p C write anything shared? Most coroutines do not, and need no graph.
bool writesShared(TranslationUnit &TU, const Coroutine &C);

/// Puts \p Writes, and the suspensions of each, into source order.
void sortWrites(TranslationUnit &TU, std::vector<StaleWrite> &Writes);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_STALEWRITES_H
