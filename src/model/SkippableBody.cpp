// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/SkippableBody.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>

using namespace clang;

/// A member of a promise or an awaiter.
static bool isCoroutineMachinery(const FunctionDecl *F) {
  if (F->getOverloadedOperator() == OO_Coawait)
    return true;
  const IdentifierInfo *Name = F->getIdentifier();
  return Name &&
         (Name->getName().starts_with("await_") ||
          Name->isStr("initial_suspend") || Name->isStr("final_suspend") ||
          Name->isStr("unhandled_exception") ||
          Name->isStr("get_return_object") || Name->isStr("yield_value") ||
          Name->getName().starts_with("return_v"));
}

bool async_tidy::isSkippableBody(const Decl *Function) {
  const SourceManager &SM = Function->getASTContext().getSourceManager();
  if (!SM.isInSystemHeader(SM.getExpansionLoc(Function->getLocation())))
    return false;
  const FunctionDecl *F = Function->getAsFunction();
  // Destructors run without being called.
  return !F || !(isa<CXXDestructorDecl>(F) || isCoroutineMachinery(F));
}

bool async_tidy::bodyIsSkipped(const FunctionDecl *F) {
  auto Skipped = [](const FunctionDecl *D) {
    const FunctionDecl *Def = nullptr;
    return D && D->isDefined(Def) && Def->hasSkippedBody();
  };
  return F && (Skipped(F) || Skipped(F->getTemplateInstantiationPattern(
                                 /*ForDefinition=*/false)));
}
