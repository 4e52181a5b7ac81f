// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/ReturnLocalReferenceCheck.h"
#include "analysis/flow/FunctionBody.h"
#include "checks/support/Words.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

void ReturnLocalReferenceCheck::analyze(TranslationUnit &TU) {
  for (const Coroutine *C : TU.coroutines()) {
    if (!C->isDependent())
      checkReturns(TU, *C);
  }
}

/// What awaiting the coroutine gives: T of task<T>.
static QualType awaitedTypeOf(const Coroutine &C) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      C.function()->getReturnType()->getAsCXXRecordDecl());
  if (!Spec || Spec->getTemplateArgs().size() == 0 ||
      Spec->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return QualType();
  return Spec->getTemplateArgs()[0].getAsType();
}

void ReturnLocalReferenceCheck::checkReturns(TranslationUnit &TU,
                                             const Coroutine &C) {
  QualType Result = awaitedTypeOf(C);
  if (Result.isNull() ||
      !isReferenceLike(TU, Result, ReferenceKinds{true, true}))
    return;
  walkExecuted(C.body(), [&](const Stmt *S) {
    const auto *Return = dyn_cast<CoreturnStmt>(S);
    const Expr *Value = Return ? Return->getOperand() : nullptr;
    if (!Value || Value->containsErrors())
      return true;
    BoundArgument Bound = lifetimeOf(TU, Value);
    bool Local = Bound.Life == Lifetime::Local &&
                 Bound.Variable->getDeclContext() == C.function();
    // A prvalue view or reference_wrapper made here is only as good as what it
    // refers to; lifetimeOf has looked through it.
    bool Owns =
        Value->isPRValue() && Value->getType()->isRecordType() &&
        !isReferenceLike(TU, Value->getType(), ReferenceKinds{true, true}) &&
        !isReferenceWrapper(TU, Value->getType());
    bool Temporary =
        (Bound.Life == Lifetime::Temporary || Owns) && !Result->isPointerType();
    if ((!Local && !Temporary) || !firstReportAt(Value->getBeginLoc()))
      return true;
    if (Local) {
      diag(Value->getBeginLoc(),
           "%0 returns a %select{view of|reference to}1 its "
           "%select{local|parameter}2 %3, which dies with the coroutine",
           "return a value", byLanguage())
          << describeCoroutine(*C.function())
          << (Result->isReferenceType() || Result->isPointerType())
          << isa<ParmVarDecl>(Bound.Variable) << Bound.Variable;
      note(Bound.Variable->getLocation(), "declared here");
    } else {
      diag(Value->getBeginLoc(),
           "%0 returns a %select{view of|reference to}1 a temporary",
           "return a value", byLanguage())
          << describeCoroutine(*C.function()) << Result->isReferenceType();
    }
    return true;
  });
}
