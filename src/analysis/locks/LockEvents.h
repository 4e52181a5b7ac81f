// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each element of a control-flow graph does to the locks and other held
// state of a function: the input of the held-locks analysis.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/locks/LockTypes.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"

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
  std::string Reason;

  LockEvent() = default;
  LockEvent(Kind What, AccessPath Path, const clang::Expr *Site)
      : What(What), Path(std::move(Path)), Site(Site),
        Loc(Site ? Site->getExprLoc() : clang::SourceLocation()) {}
};

using LockEventList = llvm::SmallVector<LockEvent, 2>;

/// `co_await get_units(semaphore, 1)`: an object that gives back in its
/// destructor what the awaited call, by its name, has acquired.
bool isAwaitedGuard(const clang::Expr *E);

class LockEvents {
public:
  /// \p Strict takes every guard to be held from its declaration on.
  LockEvents(TranslationUnit &TU, LockTypes &Types, const FunctionBody &Body,
             bool Strict = false)
      : TU(TU), Types(Types), Body(Body), Ctx(TU.context()), Strict(Strict) {}

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

  // LockCalls.cpp
  void call(const CallParts &P, LockEventList &Out);
  void guardCall(const CallParts &P, LockCall What, LockEventList &Out);
  void ownerCall(const CallParts &P, const HoldInfo &Info, LockEventList &Out);
  void assignment(const CallParts &P, LockEventList &Out);
  bool freeFunction(const CallParts &P, LockEventList &Out);
  bool annotated(const CallParts &P, LockEventList &Out);
  void argumentsGivenAway(const CallParts &P, LockEventList &Out);
  AccessPath seenFromCall(const AccessPath &Path, const CallParts &P);
  void releasesInside(const CallParts &P, LockEventList &Out);
  void releasesIn(const clang::Stmt *Code, const clang::Expr *Site,
                  llvm::function_ref<AccessPath(const AccessPath &)> AsSeenHere,
                  LockEventList &Out);

  // LockInit.cpp
  void initialise(const AccessPath &P, clang::QualType T,
                  const clang::Expr *Init, const LockEvent &Model,
                  LockEventList &Out);
  void construct(const AccessPath &P, const HoldInfo &Info,
                 const clang::CXXConstructExpr *C, const LockEvent &Model,
                 LockEventList &Out);
  void constructGuard(const AccessPath &P, const CallParts &Parts,
                      const LockEvent &Model, LockEventList &Out);
  void constructOwner(const AccessPath &P, const HoldInfo &Info,
                      const CallParts &Parts, const LockEvent &Model,
                      LockEventList &Out);
  void constructMembers(const AccessPath &P, const clang::CXXConstructExpr *C,
                        const LockEvent &Model, LockEventList &Out);
  void initialiseList(const AccessPath &P, const clang::CXXRecordDecl *R,
                      llvm::ArrayRef<clang::Expr *> Inits,
                      const LockEvent &Model, LockEventList &Out);
  AccessPath lockPath(const clang::Expr *E);

  TranslationUnit &TU;
  LockTypes &Types;
  const FunctionBody &Body;
  clang::ASTContext &Ctx;
  bool Strict;
  /// Initialisers around the one that is looked at.
  unsigned Depth = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_LOCKEVENTS_H
