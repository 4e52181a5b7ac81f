// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/CallableParameters.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

static bool isCallable(QualType T, ASTContext &Ctx) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return !R ||
         (R->hasDefinition() &&
          !R->lookup(Ctx.DeclarationNames.getCXXOperatorName(OO_Call)).empty());
}

bool CallableParameters::invokes(const FunctionDecl *F, unsigned Index,
                                 unsigned Depth) {
  if (Index >= F->getNumParams())
    return false;
  if (Depth == 0)
    Start = F;
  const ParmVarDecl *Param = F->getParamDecl(Index);
  QualType T = Param->getType().getNonReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  // A closure's call operator is a callee of its own.
  bool Erased = T->isFunctionType() || T->isFunctionPointerType() ||
                T->isMemberFunctionPointerType() ||
                (R && R->isInStdNamespace());
  if (!Erased)
    return false;
  if (Depth > TU.limit(limits::CallbackCalls)) {
    if (isCallable(T, TU.context()))
      TU.gaveUp(limits::CallbackCalls, Start);
    return false;
  }
  auto [It, New] = Known.try_emplace(Param, false);
  if (!New)
    return It->second;
  bool Result = compute(F, Param, Depth);
  return Known[Param] = Result;
}

bool CallableParameters::compute(const FunctionDecl *F,
                                 const ParmVarDecl *Param, unsigned Depth) {
  auto Holds = [&](const Expr *E) {
    const VarDecl *V = variableOf(E);
    // One local copy is followed: `auto g = std::move(f); g();`
    if (V && V != Param && !isa<ParmVarDecl>(V) && V->getInit())
      V = variableOf(V->getInit());
    return V == Param;
  };
  bool Invoked = false;
  walkFunction(F, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || Invoked)
      return !Invoked;
    CallParts P = callParts(Call);
    if (const Expr *Value = calledValue(P); Value && Holds(Value)) {
      Invoked = true;
      return false;
    }
    const FunctionDecl *Target = executedFunction(TU, P);
    bool InPlace = P.Callee && calls(TU, P, NameList::Invoker);
    for (unsigned I = 0; I < P.Args.size() && !Invoked; ++I)
      if ((InPlace || Target) && Holds(P.Args[I]))
        Invoked = InPlace || invokes(Target, I, Depth + 1);
    return !Invoked;
  });
  return Invoked;
}
