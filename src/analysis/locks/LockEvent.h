// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One thing that happens to a lock or to other held state.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENT_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENT_H

#include "analysis/locks/LockTypes.h"
#include "analysis/syntax/AccessPath.h"

namespace async_tidy {

struct LockEvent {
  enum Kind {
    Acquire,    ///< Path becomes held
    Release,    ///< Path is not held any more
    ReleaseAll, ///< neither Path nor anything that is part of it
    Transfer,   ///< Path takes over what From holds
    Swap,       ///< Path and From exchange what they hold
    Suspend     ///< the coroutine suspends
  };
  Kind What = Acquire;
  AccessPath Path, From;
  /// Where a reader sees it happen.
  const clang::Stmt *Site = nullptr;
  clang::SourceLocation Loc;
  HoldKind Hold = HoldKind::Thread;
  /// A mutex or C lock, locked by a call, rather than a guard.
  bool IsRaw = false;
  HostileReason Reason; ///< of what is Hostile

  LockEvent() = default;
  LockEvent(Kind What, AccessPath Path, const clang::Expr *Site)
      : What(What), Path(std::move(Path)), Site(Site),
        Loc(Site ? Site->getExprLoc() : clang::SourceLocation()) {}
};

using LockEventList = llvm::SmallVector<LockEvent, 2>;

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENT_H
