// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/UseAfterSuspension.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/flow/Reachability.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// The references to the parameter (nullptr: to `this`) that the body itself
/// evaluates, captures of lambdas included.
static SmallVector<const Expr *, 8> usesOf(const FunctionBody &Body,
                                           const ParmVarDecl *Param) {
  SmallVector<const Expr *, 8> Uses;
  if (Param) {
    ArrayRef<const DeclRefExpr *> Named = Body.uses().of(Param);
    Uses.append(Named.begin(), Named.end());
    return Uses;
  }
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *This = dyn_cast<CXXThisExpr>(S))
      Uses.push_back(This);
    return true;
  });
  return Uses;
}

/// `(void)x;` and passing `this` to shared_from_this() need nothing later.
static bool isHarmlessUse(const FunctionBody &Body, const Expr *Use) {
  const Stmt *Up = Body.consumerOf(Use);
  const auto *Cast = dyn_cast_or_null<CastExpr>(Up);
  return Cast && Cast->getType()->isVoidType();
}

const Stmt *async_tidy::useAfterSuspension(TranslationUnit &TU,
                                           const FunctionDecl *F,
                                           const ParmVarDecl *Param) {
  const Coroutine *C = TU.coroutine(F);
  const FunctionBody &Body = bodyOf(TU, F);
  if (!Body.body())
    return nullptr;
  for (const Expr *Use : usesOf(Body, Param)) {
    if (isHarmlessUse(Body, Use))
      continue;
    if (!C) {
      // A wrapper: does it hand the parameter to a coroutine that it returns?
      const auto *Return = Body.enclosing<ReturnStmt>(Use);
      if (!Return || !Param)
        continue;
      for (const Stmt *Up = Body.parent(Use); Up && Up != Return;
           Up = Body.parent(Up))
        if (CallParts P = callParts(dyn_cast<Expr>(Up)))
          if (const FunctionDecl *Inner = executedFunction(TU, P);
              Inner && Inner != F && TU.coroutine(Inner))
            for (const BoundArgument &B :
                 boundArguments(TU, P, Inner, ReferenceKinds()))
              if (B.Param && useAfterSuspension(TU, Inner, B.Param) &&
                  stripValue(B.Arg) == stripValue(Use))
                return Use;
      continue;
    }
    if (C->isLazy())
      return Use;
    for (const SuspensionPoint &Point : C->suspensions())
      if (Point.MaySuspend && canFollow(Body, Point.E, Use))
        return Use;
  }
  return nullptr;
}

const Stmt *async_tidy::captureUseAfterSuspension(TranslationUnit &TU,
                                                  const Coroutine &C) {
  const FunctionBody &Body = bodyOf(TU, C.function());
  const Stmt *Found = nullptr;
  walkExecuted(C.body(), [&](const Stmt *S) {
    if (Found)
      return false;
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    bool IsCapture = isa<CXXThisExpr>(S) ||
                     (Ref && Ref->refersToEnclosingVariableOrCapture());
    if (!IsCapture)
      return true;
    if (C.isLazy())
      Found = S;
    for (const SuspensionPoint &Point : C.suspensions())
      if (!Found && Point.MaySuspend && canFollow(Body, Point.E, S))
        Found = S;
    return true;
  });
  return Found;
}
