// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/WaitsForWork.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/SpinLoop.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

namespace {

class WaitFinder {
public:
  WaitFinder(TranslationUnit &TU, const FunctionBody &Body, const Stmt *Start)
      : TU(TU), Body(Body), Start(Start), Whole(Start) {
    while (const Stmt *Up = Body.parent(Whole)) {
      if (!isa<Expr>(Up))
        break;
      Whole = Up;
    }
    collect(Whole, 0);
  }

  bool find() {
    bool Waits = false;
    walkExecuted(Body.body(), [&](const Stmt *S) {
      Waits = Waits || (isAfter(S) && isWait(S));
      return !Waits;
    });
    return Waits;
  }

private:
  bool isAfter(const Stmt *S) const {
    return TU.sources().isBeforeInTranslationUnit(Start->getBeginLoc(),
                                                  S->getBeginLoc()) &&
           !Body.isWithin(S, Whole);
  }

  /// The locals that the work can reach: those that the expression names, what
  /// a closure among them captures, and what tasks among them were made of.
  void collect(const Stmt *S, unsigned Depth) {
    if (Depth > limits::VariablesOfWork)
      return;
    walkExecuted(S, [&](const Stmt *Child) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Child);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (V && V->hasLocalStorage() && Shared.insert(V).second &&
          V->getInit() && !V->getType()->isReferenceType())
        collect(V->getInit(), Depth + 1);
      return true;
    });
  }

  bool mentionsShared(const Stmt *S) const {
    bool Mentions = false;
    walkExecuted(S, [&](const Stmt *Child) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Child))
        if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
          Mentions |= Shared.contains(V);
      return !Mentions;
    });
    return Mentions;
  }

  bool isWait(const Stmt *S) const {
    if (const auto *E = dyn_cast<Expr>(S))
      if (CallParts P = callParts(E))
        return isWaitingCall(P);
    if (const auto *Await = dyn_cast<CoawaitExpr>(S))
      return awaitsShared(Await->getOperand());
    if (isSpinLoop(TU, S))
      return true;
    if (const auto *Loop = dyn_cast<WhileStmt>(S))
      return spinsOn(Loop->getCond(), Loop);
    if (const auto *Loop = dyn_cast<DoStmt>(S))
      return spinsOn(Loop->getCond(), Loop);
    const auto *Loop = dyn_cast<ForStmt>(S);
    return Loop && Loop->getCond() && !Loop->getInc() &&
           spinsOn(Loop->getCond(), Loop);
  }

  bool isWaitingCall(const CallParts &P) const {
    if (calls(TU, P, NameList::LoopRun) || calls(TU, P, NameList::BlockOn) ||
        calls(TU, P, NameList::ScopeJoin) || declaredJoining(P.Callee))
      return true;
    const FunctionDecl *F = P.Callee;
    if (!F || !F->getIdentifier() || !returnsWhenDone(TU, F->getName()))
      return false;
    if (mayOnlyStart(TU, F) &&
        TU.awaitables().classify(P.E->getType()).isAwaitable())
      return false;
    return P.Object || llvm::any_of(P.Args, [&](const Expr *A) {
             return mentionsShared(A);
           });
  }

  /// `co_await latch`, `co_await done.async_wait(token)`; not `co_await
  /// socket.async_read_some(…)`, which says nothing about who else has the
  /// socket.
  bool awaitsShared(const Expr *Operand) const {
    const Expr *Awaited = stripValue(Operand);
    if (isa<DeclRefExpr, MemberExpr>(Awaited)) {
      // A reader or an iterator that was made from it stands for it.
      const VarDecl *V = variableOf(Awaited);
      return mentionsShared(Awaited) ||
             (V && V->hasLocalStorage() && V->getInit() &&
              mentionsShared(V->getInit()));
    }
    CallParts P = callParts(Awaited);
    const FunctionDecl *F = P.Callee;
    if (!F || !mentionsShared(P.E))
      return false;
    if (F->getOverloadedOperator() == OO_Coawait)
      return true;
    if (!F->getIdentifier())
      return false;
    StringRef Name = withoutAsync(TU, F->getName());
    return returnsWhenDone(TU, Name) ||
           TU.names().speaksOf(Topic::Receiving, Name);
  }

  /// A loop that does nothing but wait for its condition to change.
  bool spinsOn(const Expr *Condition, const Stmt *Loop) const {
    if (!Condition || !mentionsShared(Condition))
      return false;
    bool Suspends = false;
    walkExecuted(Loop, [&](const Stmt *S) {
      Suspends |= isa<CoroutineSuspendExpr>(S);
      return !Suspends;
    });
    return !Suspends && !Body.isWithin(Start, Loop);
  }

  TranslationUnit &TU;
  const FunctionBody &Body;
  const Stmt *Start;
  /// The whole expression that \c Start is part of.
  const Stmt *Whole;
  llvm::SmallPtrSet<const VarDecl *, 8> Shared;
};

} // namespace

bool async_tidy::waitsAfter(TranslationUnit &TU, const FunctionBody &Body,
                            const Stmt *Start) {
  // A coroutine that loops for ever can be destroyed.
  return WaitFinder(TU, Body, Start).find() ||
         (!TU.coroutine(Body.function()) && Body.endsInEndlessLoop(Start));
}
