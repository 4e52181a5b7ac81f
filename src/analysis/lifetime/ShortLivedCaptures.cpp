// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/ShortLivedCaptures.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/TaskFlow.h"
#include "analysis/tasks/WaitsForWork.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

const VarDecl *async_tidy::localByReference(const LambdaCapture &C,
                                            const FunctionBody &Body) {
  const auto *V = C.capturesVariable() && C.getCaptureKind() == LCK_ByRef
                      ? dyn_cast<VarDecl>(C.getCapturedVar())
                      : nullptr;
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
                 V->getDeclContext() == Body.function()
             ? V
             : nullptr;
}

const ParmVarDecl *async_tidy::shortLivedParameter(TranslationUnit &TU,
                                                   const LambdaCapture &C,
                                                   const FunctionBody &Body) {
  const auto *P = C.capturesVariable() && C.getCaptureKind() == LCK_ByRef
                      ? dyn_cast<ParmVarDecl>(C.getCapturedVar())
                      : nullptr;
  if (!P || !P->getType()->isReferenceType() ||
      P->getDeclContext() != Body.function())
    return nullptr;
  for (const CallSite &Site :
       TU.shared<CallIndex>().callersOf(Body.function())) {
    CallParts Call = callParts(Site.Call);
    const FunctionBody &Caller = bodyOf(TU, Site.Caller);
    const Expr *Arg = argumentOf(Call, P);
    BoundArgument Bound = Arg ? lifetimeOf(TU, Arg) : BoundArgument();
    bool Short = Bound.Life == Lifetime::Temporary ||
                 (Bound.Life == Lifetime::Local &&
                  !waitsAfter(TU, Caller, Site.Call, Bound.Variable));
    // `co_await run(Config{1})`, `run(c).get()`
    bool Waits = Site.Call->getType()->isRecordType() &&
                 flowOf(TU, Caller, Site.Call).Fate == TaskFate::Awaited;
    if (Short && !Waits)
      return P;
  }
  return nullptr;
}

const VarDecl *async_tidy::shortLivedCapture(TranslationUnit &TU,
                                             const LambdaCapture &C,
                                             const FunctionBody &Body) {
  const VarDecl *Local = localByReference(C, Body);
  return Local ? Local : shortLivedParameter(TU, C, Body);
}

bool async_tidy::isTakenOut(TranslationUnit &TU, const FunctionBody &Body,
                            const CallParts &Call) {
  AccessPath Object = Call.Object ? pathOf(TU, Call.Object) : AccessPath();
  if (!Object)
    return true; // a free function, an object that is not known
  auto IsLater = [&](const Stmt *S) {
    return TU.sources().isBeforeInTranslationUnit(Call.E->getEndLoc(),
                                                  S->getBeginLoc());
  };
  auto NamesObject = [&](const Stmt *S) {
    bool Names = false;
    walkExecuted(S, [&](const Stmt *Part) {
      Names |= isa<DeclRefExpr, MemberExpr>(Part) &&
               pathOf(TU, cast<Expr>(Part)) == Object;
      return !Names;
    });
    return Names;
  };
  bool Found = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    CallParts Later = callParts(dyn_cast<Expr>(S));
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Later.Callee);
    if (M && Later.Object && IsLater(S)) {
      AccessPath On = pathOf(TU, Later.Object);
      // `bus.flush()` may be done with it; another registration is not.
      bool Registers = llvm::any_of(Later.Args, [](const Expr *A) {
        return wrappedLambdaOf(A) != nullptr;
      });
      Found |=
          (On == Object && !M->isConst() && !Registers) ||
          (M->getOverloadedOperator() == OO_Equal && On.startsWith(Object));
    }
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each);
            V && V->getInit() && V->getType()->isRecordType() &&
            !V->getType().isTrivialType(TU.context()))
          Found |= NamesObject(V->getInit()) && !Body.isWithin(Call.E, S);
    return !Found;
  });
  return Found;
}

bool async_tidy::endsBefore(TranslationUnit &TU, const FunctionBody &Body,
                            const CallParts &Call, const VarDecl *V) {
  bool Found = false;
  walkExecuted(Call.E, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    const auto *X = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (X && X->isLocalVarDecl() && X->hasLocalStorage() &&
        !X->getType()->isReferenceType() &&
        X->getDeclContext() == Body.function())
      Found |= (TU.names().typeIn(NameList::Pool, X->getType()) ||
                TU.names().typeIn(NameList::EventLoop, X->getType())) &&
               TU.sources().isBeforeInTranslationUnit(V->getLocation(),
                                                      X->getLocation());
    return !Found;
  });
  return Found;
}
