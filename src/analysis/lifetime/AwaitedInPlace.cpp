// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/AwaitedInPlace.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// Is the value of \p Call the operand of a co_await, and nothing else?
static bool isAwaited(const FunctionBody &Body, const Expr *Call) {
  const Stmt *Up = Body.consumerOf(Call);
  return isa_and_nonnull<CoawaitExpr>(Up);
}

/// Are the calls of the lambda all that its function does with it?
static bool isOnlyCalled(const FunctionBody &Body, const LambdaExpr *L) {
  const VarDecl *Holder = nullptr;
  bool Called = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each);
            V && V->getInit() && stripValue(V->getInit()) == L)
          Holder = V;
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S)) {
      Called |=
          Call->getOperator() == OO_Call && stripValue(Call->getArg(0)) == L;
    }
    return true;
  });
  if (!Holder)
    return Called;
  // A capture is a use that is no call: another lambda may call it whenever it
  // likes.
  return llvm::all_of(Body.uses().of(Holder), [&](const DeclRefExpr *Ref) {
    const auto *Call =
        dyn_cast_or_null<CXXOperatorCallExpr>(Body.consumerOf(Ref));
    return Call && Call->getOperator() == OO_Call &&
           variableOf(Call->getArg(0)) == Holder;
  });
}

bool AwaitedInPlace::compute(const Coroutine &C) {
  const FunctionDecl *F = C.function();
  if (C.isDependent() || (!C.lambda() && F->isExternallyVisible()))
    return false;
  CallIndex &Index = TU.shared<CallIndex>();
  ArrayRef<CallSite> Sites = Index.callersOf(F);
  if (Sites.empty() || Index.escapes(F))
    return false;
  return llvm::all_of(Sites, [&](const CallSite &Site) {
    const FunctionBody &Body = bodyOf(TU, Site.Caller);
    return isAwaited(Body, Site.Call) &&
           (!C.lambda() || isOnlyCalled(Body, C.lambda()));
  });
}

bool AwaitedInPlace::isPartOfCaller(const Coroutine &C) {
  auto [It, New] = Known.try_emplace(&C, false);
  if (!New)
    return It->second;
  bool Result = compute(C);
  return Known[&C] = Result;
}

bool AwaitedInPlace::ownsCapture(const Coroutine &C, const VarDecl *V) {
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (!Owner || !V->hasLocalStorage() || !isPartOfCaller(C))
    return false;
  for (const CallSite &Site : TU.shared<CallIndex>().callersOf(C.function()))
    if (Site.Caller->getCanonicalDecl() != Owner->getCanonicalDecl())
      return false;
  // Whoever else has a reference to it must not run in the meantime.
  bool Alone = true;
  walkExecuted(bodyOf(TU, Owner).body(), [&](const Stmt *S) {
    const auto *L = dyn_cast<LambdaExpr>(S);
    if (!L || L == C.lambda())
      return Alone;
    for (const LambdaCapture &Capture : L->captures()) {
      if (!Capture.capturesVariable() || Capture.getCapturedVar() != V ||
          Capture.getCaptureKind() != LCK_ByRef)
        continue;
      const Coroutine *Other = TU.coroutine(L->getCallOperator());
      Alone &= Other && isPartOfCaller(*Other);
    }
    return Alone;
  });
  return Alone;
}

/// Is the argument of \p Site for \p P an object of the caller's own?
static bool isOwnObject(TranslationUnit &TU, const CallSite &Site,
                        const ParmVarDecl *P) {
  const Expr *Arg = argumentOf(callParts(Site.Call), P);
  if (!Arg)
    return false;
  Lifetime Life = lifetimeOf(TU, Arg).Life;
  return Life == Lifetime::Local || Life == Lifetime::Temporary;
}

bool AwaitedInPlace::ownsArgument(const Coroutine &C, const ParmVarDecl *P) {
  return isPartOfCaller(C) &&
         llvm::all_of(
             TU.shared<CallIndex>().callersOf(C.function()),
             [&](const CallSite &Site) { return isOwnObject(TU, Site, P); });
}

bool AwaitedInPlace::isGivenForeign(const Coroutine &C, const ParmVarDecl *P) {
  return llvm::any_of(
      TU.shared<CallIndex>().callersOf(C.function()),
      [&](const CallSite &Site) { return !isOwnObject(TU, Site, P); });
}
