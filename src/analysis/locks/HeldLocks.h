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
  HeldLocks(TranslationUnit &TU, LockTypes &Types, const Coroutine &C,
            bool Strict = false);

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

/// The locks that a function, a coroutine or any other, can hold at each of its
/// expressions.
class LocksAtExpressions {
public:
  LocksAtExpressions(TranslationUnit &TU, const FunctionBody &Body);

  /// Can the lock that \p Taken takes (a lock call, or the construction of a
  /// guard) be held when \p E is evaluated, both of the body? False if the body
  /// has no control-flow graph or is too large for one.
  bool isHeld(const clang::Stmt *Taken, const clang::Stmt *E) const;

private:
  const FunctionBody &Body;
  std::vector<LockEvent> Facts;
  /// The facts that hold before each expression.
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<unsigned, 2>> Before;
};

/// The held locks of every coroutine of a unit, computed once for each set of
/// lock types: TU.shared<HeldLocksOfUnit>().
class HeldLocksOfUnit {
public:
  explicit HeldLocksOfUnit(TranslationUnit &TU) : TU(TU) {}
  /// By what the declarations and the library files say.
  const HeldLocks &of(const Coroutine &C);
  /// By \p Types, which are the unit's (LockTypesOfUnit).
  const HeldLocks &of(const Coroutine &C, LockTypes &Types, bool Strict);

private:
  TranslationUnit &TU;
  std::map<std::tuple<const LockTypes *, const Coroutine *, bool>,
           std::unique_ptr<HeldLocks>>
      Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_HELDLOCKS_H
