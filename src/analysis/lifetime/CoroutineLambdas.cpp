// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/CoroutineLambdas.h"
#include "analysis/calls/CallNames.h"
#include "analysis/tasks/TaskDestructors.h"

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
  return whenDropped(TU, C.function()->getReturnType()) == AtDrop::LetsRun;
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
  bool CalledLater =
      Spawn ? (Spawn->Kind == SpawnKind::Callback ||
               (Spawn->Kind == SpawnKind::Detach && Spawn->Task != 0)) &&
                  !Spawn->KeepsCallable
            : calls(TU, Call, NameList::Continuation);
  return CalledLater && !calls(TU, Call, NameList::Keeper);
}
