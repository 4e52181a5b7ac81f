// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DetachedCaptureCheck.h"
#include "analysis/Dangling.h"
#include "analysis/Waiting.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

void DetachedCaptureCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions()) {
    if (F->isDependentContext())
      continue;
    const FunctionBody &Body = bodyOf(TU, F);
    walkFunction(F, [&](const Stmt *S) {
      if (CallParts Call = callParts(dyn_cast<CallExpr>(S)); Call && Call.Callee)
        checkSpawn(TU, Body, Call);
      return true;
    });
  }
}

/// Does the result of the call let somebody wait for the work?
static bool isJoinable(TranslationUnit &TU, const CallParts &Call) {
  QualType T = Call.E->getType();
  return !T->isVoidType() && T->isRecordType();
}

static bool startsWork(TranslationUnit &TU, const CallParts &Call) {
  for (const std::string &Name : callNames(TU, Call))
    if (const SpawnEntry *Spawn = TU.library().spawn(Name))
      return Spawn->Kind != SpawnKind::Scope;
  return false;
}

void DetachedCaptureCheck::checkSpawn(TranslationUnit &TU, const FunctionBody &Body,
                                      const CallParts &Call) {
  if (!startsWork(TU, Call) || isJoinable(TU, Call))
    return;
  for (const Expr *A : Call.Args) {
    const LambdaExpr *L = lambdaOf(A);
    if (!L)
      continue;
    bool OwnsSelf = false;
    for (const FieldDecl *Field : L->getLambdaClass()->fields())
      if (const CXXRecordDecl *R = recordOf(Field->getType()))
        OwnsSelf |= R->getIdentifier() && R->getName() == "shared_ptr";
    for (const LambdaCapture &C : L->captures()) {
      bool Local = C.capturesVariable() && C.getCaptureKind() == LCK_ByRef &&
                   isa<VarDecl>(C.getCapturedVar());
      const auto *V = Local ? cast<VarDecl>(C.getCapturedVar()) : nullptr;
      Local = V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
              V->getDeclContext() == Body.function();
      const auto *Method = dyn_cast<CXXMethodDecl>(Body.function());
      bool This = C.capturesThis() && C.getCaptureKind() == LCK_This && !OwnsSelf &&
                  Method && isReferenceCounted(Method->getParent());
      if (!Local && !This)
        continue;
      if (waitsAfter(TU, Body, Call.E) || !firstReportAt(L->getBeginLoc()))
        continue;
      if (Local) {
        diag(L->getBeginLoc(), "the callable is started detached and captures local "
                               "%0 by reference, which may be gone when it runs; "
                               "capture it by value, or wait for the work")
            << V;
        note(V->getLocation(), "the local is declared here");
      } else {
        diag(L->getBeginLoc(), "the callable is started detached and captures "
                               "'this', and nothing keeps the object alive; capture "
                               "a shared_from_this() as well");
      }
      note(Call.E->getExprLoc(), "it is started here");
    }
  }
}
