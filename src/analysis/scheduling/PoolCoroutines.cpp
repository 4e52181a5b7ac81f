// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/PoolCoroutines.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/scheduling/Executors.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// The calls of coroutines, and the closures, that \p E passes on.
static void collectStarted(TranslationUnit &TU, const Expr *E,
                           llvm::DenseSet<const FunctionDecl *> &Functions,
                           llvm::DenseSet<const Expr *> &Calls,
                           unsigned Depth = 0) {
  E = stripValue(E);
  if (!E || Depth > limits::VariablesToPool)
    return;
  if (const LambdaExpr *L = lambdaOf(E)) {
    Functions.insert(L->getCallOperator());
    if (FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (const FunctionDecl *Spec : T->specializations())
        Functions.insert(Spec);
    return;
  }
  if (CallParts P = callParts(E)) {
    Calls.insert(P.E);
    if (P.Object)
      if (const LambdaExpr *L = lambdaOf(P.Object))
        Functions.insert(L->getCallOperator());
    return;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = stripValue(U->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
      Ref && isa<FunctionDecl>(Ref->getDecl()))
    Calls.insert(Ref);
  if (const VarDecl *V = variableOf(E);
      V && !isa<ParmVarDecl>(V) && V->getInit())
    collectStarted(TU, V->getInit(), Functions, Calls, Depth + 1);
}

PoolCoroutines::PoolCoroutines(TranslationUnit &TU) : TU(TU) {
  for (const FunctionDecl *F : TU.functions())
    walkFunction(F, [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<Expr>(S));
      if (P && handsToPool(TU, P))
        for (const Expr *A : P.Args)
          collectStarted(TU, A, Pooled, PooledCalls);
      return true;
    });
  for (const Expr *E : PooledCalls)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      ++PooledReferences[cast<FunctionDecl>(Ref->getDecl())
                             ->getCanonicalDecl()];
}

bool PoolCoroutines::runsOnPool(const Coroutine &C) const {
  const FunctionDecl *F = C.function();
  if (Pooled.contains(F))
    return true;
  ArrayRef<CallSite> Sites = TU.shared<CallIndex>().callersOf(F);
  unsigned Escapes = TU.shared<CallIndex>().escapeCount(F);
  return (!Sites.empty() || Escapes) &&
         Escapes == PooledReferences.lookup(F->getCanonicalDecl()) &&
         llvm::all_of(Sites, [&](const CallSite &Site) {
           return PooledCalls.contains(Site.Call);
         });
}
