// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an initialiser makes of a guard, or of an object that has one inside.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFINIT_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFINIT_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/locks/LockEvent.h"
#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// The lock that \p E names or points to; by its text where it has no path.
AccessPath lockPathOf(TranslationUnit &TU, const clang::Expr *E);

class LockEventsOfInit {
public:
  /// \p Strict takes every guard to be held from its declaration on.
  LockEventsOfInit(TranslationUnit &TU, LockTypes &Types,
                   const FunctionBody &Body, bool Strict)
      : TU(TU), Types(Types), Body(Body), Ctx(TU.context()), Strict(Strict) {}

  /// \p Init makes the object \p P of type \p T. \p Model has what the events
  /// have in common: where a reader sees them, what kind of lock it is.
  void initialise(const AccessPath &P, clang::QualType T,
                  const clang::Expr *Init, const LockEvent &Model,
                  LockEventList &Out);
  /// The guard \p P is made with the arguments of \p Parts, its mutexes and
  /// tags; without a callee by code that is not to be seen (emplace).
  void constructGuard(const AccessPath &P, const CallParts &Parts,
                      const LockEvent &Model, LockEventList &Out);
  /// The owner \p P is made with, or given, the arguments of \p Parts.
  void constructOwner(const AccessPath &P, const HoldInfo &Info,
                      const CallParts &Parts, const LockEvent &Model,
                      LockEventList &Out);

private:
  void construct(const AccessPath &P, const HoldInfo &Info,
                 const clang::CXXConstructExpr *C, const LockEvent &Model,
                 LockEventList &Out);
  void constructMembers(const AccessPath &P, const clang::CXXConstructExpr *C,
                        const LockEvent &Model, LockEventList &Out);
  void initialiseList(const AccessPath &P, const clang::CXXRecordDecl *R,
                      llvm::ArrayRef<clang::Expr *> Inits,
                      const LockEvent &Model, LockEventList &Out);
  AccessPath lockPath(const clang::Expr *E) { return lockPathOf(TU, E); }

  TranslationUnit &TU;
  LockTypes &Types;
  const FunctionBody &Body;
  clang::ASTContext &Ctx;
  bool Strict;
  /// Initialisers around the one that is looked at.
  unsigned Depth = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTSOFINIT_H
