// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a call does to the locks of its caller: members of guards, mutexes and
// owners, the C functions, annotated functions, helpers whose body is known.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFCALLS_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFCALLS_H

#include "analysis/locks/LockEventsOfInit.h"

namespace async_tidy {

class LockEventsOfCalls {
public:
  LockEventsOfCalls(TranslationUnit &TU, LockTypes &Types,
                    const FunctionBody &Body, LockEventsOfInit &Init)
      : TU(TU), Types(Types), Body(Body), Init(Init) {}

  void call(const CallParts &P, LockEventList &Out);
  /// The unlocking in \p Code, which runs at \p Site.
  void releasesIn(const clang::Stmt *Code, const clang::Expr *Site,
                  llvm::function_ref<AccessPath(const AccessPath &)> AsSeenHere,
                  LockEventList &Out);

private:
  void guardCall(const CallParts &P, LockCall What, LockEventList &Out);
  void ownerCall(const CallParts &P, const HoldInfo &Info, LockEventList &Out);
  void assignment(const CallParts &P, LockEventList &Out);
  bool freeFunction(const CallParts &P, LockEventList &Out);
  bool annotated(const CallParts &P, LockEventList &Out);
  void argumentsGivenAway(const CallParts &P, LockEventList &Out);
  AccessPath seenFromCall(const AccessPath &Path, const CallParts &P);
  void releasesInside(const CallParts &P, LockEventList &Out);
  AccessPath lockPath(const clang::Expr *E) { return lockPathOf(TU, E); }

  TranslationUnit &TU;
  LockTypes &Types;
  const FunctionBody &Body;
  LockEventsOfInit &Init;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFCALLS_H
