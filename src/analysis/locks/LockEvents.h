// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each element of a control-flow graph does to the locks and other held
// state of a function: the input of the held-locks analysis.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H

#include "analysis/locks/LockEventsOfCalls.h"

namespace async_tidy {

/// `co_await get_units(semaphore, 1)`: an object that gives back in its
/// destructor what the awaited call, by its name, has acquired.
bool isAwaitedGuard(TranslationUnit &TU, const clang::Expr *E);

class LockEvents {
public:
  /// \p Strict takes every guard to be held from its declaration on.
  LockEvents(TranslationUnit &TU, LockTypes &Types, const FunctionBody &Body,
             bool Strict = false)
      : TU(TU), Types(Types), Body(Body), Init(TU, Types, Body, Strict),
        Calls(TU, Types, Body, Init) {}
  LockEvents(const LockEvents &) = delete; // Calls refers to Init

  /// What executing \p E does, in order.
  LockEventList of(const clang::CFGElement &E);

  /// What holds when the function starts: by-value guards among the parameters,
  /// and locks that its attributes require.
  LockEventList atEntry();

  /// The lock that is held where \p Condition is true (Held), or false (not
  /// Held); an empty path if the condition tests no lock.
  AccessPath testedLock(const clang::Expr *Condition, bool &Held);

private:
  void statement(const clang::Stmt *S, LockEventList &Out);
  void declaration(const clang::DeclStmt *D, LockEventList &Out);
  void variable(const clang::VarDecl *V, LockEventList &Out);
  void temporary(const clang::CXXBindTemporaryExpr *B, LockEventList &Out);
  bool dependentCall(const clang::CallExpr *Call, LockEventList &Out);
  void endOfScope(const clang::VarDecl *V, LockEventList &Out);

  AccessPath lockPath(const clang::Expr *E) { return lockPathOf(TU, E); }

  TranslationUnit &TU;
  LockTypes &Types;
  const FunctionBody &Body;
  LockEventsOfInit Init;
  LockEventsOfCalls Calls;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H
