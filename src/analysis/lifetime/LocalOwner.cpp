// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/LocalOwner.h"
#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// `*p`, `p->`, `p.get()`, `p.value()` of a class of the list.
static bool isAccessTo(TranslationUnit &TU, WordList List, const CallParts &P) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  if (!M || !TU.names().in(List, M->getParent()))
    return false;
  OverloadedOperatorKind Op = M->getOverloadedOperator();
  return Op == OO_Star || Op == OO_Arrow ||
         TU.names().in(WordList::HolderPointee, M);
}

/// Is nothing done with the local owner \p V in its function but
/// looking at what it owns? Then it has not given it to somebody else.
static bool keepsWhatItOwns(TranslationUnit &TU, const VarDecl *V) {
  const auto *F =
      dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  if (!F)
    return false;
  const FunctionBody &Body = bodyOf(TU, F);
  bool Keeps = true;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != V)
      return Keeps;
    const Stmt *Up = Body.parent(Ref);
    while (Up && isa<ImplicitCastExpr, ParenExpr, MemberExpr>(Up))
      Up = Body.parent(Up);
    CallParts P = callParts(dyn_cast_or_null<Expr>(Up));
    Keeps &= isAccessTo(TU, WordList::UniqueOwner, P) ||
             (P.Callee && isa<CXXConversionDecl>(P.Callee));
    return Keeps;
  });
  return Keeps;
}

bool async_tidy::livesWithLocalOwner(TranslationUnit &TU,
                                     const CallParts &Access) {
  const VarDecl *V = variableOf(Access.Object);
  if (!V || !V->isLocalVarDeclOrParm() || !V->hasLocalStorage() ||
      V->getType()->isReferenceType())
    return false;
  return isAccessTo(TU, WordList::Optional, Access) ||
         (isAccessTo(TU, WordList::UniqueOwner, Access) &&
          keepsWhatItOwns(TU, V));
}
