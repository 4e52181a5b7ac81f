// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/ReturnedValues.h"
#include "model/BodyWalk.h"

#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

std::optional<bool> async_tidy::constantResult(const FunctionDecl *F,
                                               const ASTContext &Ctx) {
  const FunctionDecl *Def = F;
  // Nobody needed this instance's body; its template has the same.
  if (F && !F->getBody())
    Def = F->getTemplateInstantiationPattern();
  const auto *Body =
      Def ? dyn_cast_or_null<CompoundStmt>(Def->getBody()) : nullptr;
  if (!Body || Body->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  bool Result;
  if (!Value || Value->isValueDependent() || Value->containsErrors() ||
      !Value->EvaluateAsBooleanCondition(Result, Ctx))
    return std::nullopt;
  return Result;
}

QualType async_tidy::resultTypeOf(const FunctionDecl *F) {
  QualType T = F->getReturnType();
  if (!T->getContainedAutoType() ||
      (!T->isUndeducedType() && !T->isDependentType()))
    return T;
  const FunctionDecl *Def = F->getTemplateInstantiationPattern();
  const Stmt *Body = (Def ? Def : F)->getBody();
  QualType Found;
  walkExecuted(Body, [&](const Stmt *S) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      Found = Return->getRetValue() ? Return->getRetValue()->getType()
                                    : F->getASTContext().VoidTy;
    return true;
  });
  return Found;
}
