// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/CoroutineLambdas.h"
#include "analysis/calls/CallNames.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

const Coroutine *async_tidy::closureCoroutine(TranslationUnit &TU,
                                              const LambdaExpr *L,
                                              const FunctionDecl *Called) {
  if (L->capture_size() == 0)
    return nullptr;
  const Coroutine *C = Called ? TU.coroutine(Called) : nullptr;
  if (!C)
    C = TU.coroutine(L->getCallOperator());
  if ((!C || C->isDependent()) && L->getDependentCallOperator())
    for (const FunctionDecl *Spec :
         L->getDependentCallOperator()->specializations())
      if (const Coroutine *Instance = TU.coroutine(Spec)) {
        C = Instance;
        break;
      }
  if (!C || C->isDependent())
    return nullptr;
  const auto *M = cast<CXXMethodDecl>(C->function());
  if (M->isExplicitObjectMemberFunction() &&
      !M->getParamDecl(0)->getType()->isReferenceType())
    return nullptr;
  return C;
}

bool async_tidy::runsOnWhenDropped(TranslationUnit &TU, const Coroutine &C) {
  if (C.start() != StartKind::Eager)
    return false;
  QualType T = C.function()->getReturnType();
  const AwaitableInfo &Info = TU.awaitables().classify(T);
  if (Info.Drop != DropEffect::Unknown)
    return Info.Drop == DropEffect::RunsOn;
  // A return object without a destructor of its own cannot stop the coroutine.
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
  return R && (!D || !D->isUserProvided());
}

bool async_tidy::keepsCallable(TranslationUnit &TU, const CallParts &Call,
                               const Expr *Arg) {
  const CXXRecordDecl *R = Arg ? recordOf(Arg->getType()) : nullptr;
  return R && calls(TU, Call, NameList::Keeper) &&
         !memberFunctions(
              R, TU.context().DeclarationNames.getCXXOperatorName(OO_Call))
              .empty();
}

bool async_tidy::forgetsCallable(TranslationUnit &TU, const CallParts &Call) {
  const SpawnEntry *Spawn = spawnEntryOf(TU, Call);
  return Spawn && Spawn->Kind == SpawnKind::Callback && !Spawn->KeepsCallable &&
         !calls(TU, Call, NameList::Keeper);
}
