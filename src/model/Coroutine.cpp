// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Coroutine.h"
#include "model/BodyWalk.h"
#include "model/ReturnedValues.h"

#include <clang/AST/ASTContext.h>

using namespace clang;
using namespace async_tidy;

/// Is the awaiter of this expression always ready? Clang stores the call of
/// `await_ready` with its conversion to bool as the "ready" expression.
static bool alwaysReady(const CoroutineSuspendExpr *E, const ASTContext &Ctx) {
  const Expr *Ready = E->getReadyExpr();
  if (!Ready || Ready->isTypeDependent())
    return false;
  const auto *Call = dyn_cast<CallExpr>(Ready->IgnoreImplicit());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && constantResult(F, Ctx).value_or(false);
}

SmallVector<SuspensionPoint, 4>
async_tidy::suspensionsIn(const Stmt *S, const ASTContext &Ctx) {
  SmallVector<SuspensionPoint, 4> Points;
  walkExecuted(S, [&](const Stmt *Child) {
    SuspensionPoint P;
    if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(Child)) {
      P.What = isa<CoyieldExpr>(Suspend) ? SuspensionPoint::Kind::Yield
                                         : SuspensionPoint::Kind::Await;
      P.E = Suspend;
      P.Operand = Suspend->getOperand();
      P.MaySuspend = !alwaysReady(Suspend, Ctx);
    } else if (const auto *Dependent = dyn_cast<DependentCoawaitExpr>(Child)) {
      P.E = Dependent;
      P.Operand = Dependent->getOperand();
    } else {
      return true;
    }
    Points.push_back(P);
    return true;
  });
  return Points;
}

Coroutine::Coroutine(const FunctionDecl *F, AwaitableModel &Awaitables,
                     Names &N, const LambdaExpr *Lambda)
    : Function(F), Lambda(Lambda), Body(cast<CoroutineBodyStmt>(F->getBody())) {
  const ASTContext &Ctx = F->getASTContext();
  if (const VarDecl *P = Body->getPromiseDecl())
    Promise = P->getType()->getAsCXXRecordDecl();
  QualType Result = F->getReturnType();
  const AwaitableInfo &Info = Awaitables.classify(Result);
  Start = Info.Start != StartKind::Unknown ? Info.Start
                                           : Awaitables.startOf(Promise);
  Pinned = Info.IsPinned;
  if (Info.Owner)
    Framework = Info.Owner;
  else if (Promise)
    Framework = N.libraryOf(Promise);
  Points = suspensionsIn(body(), Ctx);
}

const SuspensionPoint *Coroutine::suspensionOf(const Expr *E) const {
  for (const SuspensionPoint &P : Points)
    if (P.E == E)
      return &P;
  return nullptr;
}

bool Coroutine::canSuspend() const {
  return llvm::any_of(Points,
                      [](const SuspensionPoint &P) { return P.MaySuspend; });
}

Coroutine Coroutine::awaiting(const Expr *E) const {
  Coroutine With = *this;
  auto After = llvm::find_if(With.Points, [&](const SuspensionPoint &P) {
    return E->getExprLoc() < P.location();
  });
  With.Imagined = E;
  With.Points.insert(After, {SuspensionPoint::Kind::Await, E, E, true});
  return With;
}

bool async_tidy::isGeneratorOnly(AwaitableModel &Awaitables,
                                 const Coroutine &C) {
  const AwaitableInfo &Info =
      Awaitables.classify(C.function()->getReturnType());
  return Info.IsGenerator && !Info.isAwaitable();
}

bool async_tidy::isPinned(AwaitableModel &Awaitables, const FunctionDecl *F) {
  return F && Awaitables.classify(F->getReturnType()).IsPinned;
}
