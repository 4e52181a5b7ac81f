// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which locks, and which other state of the thread or the scope, can be held
// at each suspension point of a coroutine. What may be held on some path
// counts as held.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_HELDLOCKS_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_HELDLOCKS_H

#include "analysis/locks/LockEvents.h"

namespace async_tidy {

/// Something that is held across at least one suspension.
struct HeldAcross {
  /// How it came to be held: the guard's declaration, a lock call, …
  LockEvent Acquired;
  /// The suspensions that it is held at, in source order.
  std::vector<const SuspensionPoint *> At;
};

class HeldLocks {
public:
  /// Analyses the coroutine. Empty if it has no control-flow graph.
  HeldLocks(TranslationUnit &TU, const Coroutine &C, bool Strict = false);

  /// In source order of the acquisition.
  llvm::ArrayRef<HeldAcross> across() const { return Result; }
  /// Is any lock, of threads or of coroutines, held when \p E suspends?
  bool isLockedAt(const clang::Expr *E) const { return LockedAt.contains(E); }
  /// The function was too large to look at.
  bool gaveUp() const { return GaveUp; }

private:
  std::vector<HeldAcross> Result;
  llvm::SmallPtrSet<const clang::Expr *, 8> LockedAt;
  bool GaveUp = false;
};

/// The held locks of every coroutine of a unit, computed once:
/// TU.shared<HeldLocksOfUnit>().
class HeldLocksOfUnit {
public:
  explicit HeldLocksOfUnit(TranslationUnit &TU) : TU(TU) {}
  const HeldLocks &of(const Coroutine &C, bool Strict = false);
  /// Call it after LockTypes::add.
  void forget() { Known.clear(); }

private:
  TranslationUnit &TU;
  std::map<std::pair<const Coroutine *, bool>, std::unique_ptr<HeldLocks>>
      Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_HELDLOCKS_H
