// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/ForwardingCalls.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// Does the function take all its arguments as `Args&&...`?
static bool forwardsItsArguments(const FunctionDecl *F) {
  const FunctionTemplateDecl *T = F->getPrimaryTemplate();
  if (!T)
    return false;
  while (const FunctionTemplateDecl *Member =
             T->getInstantiatedFromMemberTemplate())
    T = Member;
  const FunctionDecl *Pattern = T->getTemplatedDecl();
  return Pattern->getNumParams() &&
         isa<PackExpansionType>(
             Pattern->getParamDecl(Pattern->getNumParams() - 1)->getType());
}

static const CXXRecordDecl *recordArgument(const TemplateArgumentList *Args) {
  if (!Args || !Args->size() ||
      Args->get(0).getKind() != TemplateArgument::Type)
    return nullptr;
  return Args->get(0).getAsType()->getAsCXXRecordDecl();
}

static const CXXConstructorDecl *onlyConstructor(const CXXRecordDecl *R,
                                                 unsigned NumArgs) {
  const CXXConstructorDecl *Found = nullptr;
  for (const CXXConstructorDecl *C : R->getDefinition()->ctors()) {
    if (C->isDeleted() || C->isCopyOrMoveConstructor() ||
        C->getMinRequiredArguments() > NumArgs || C->getNumParams() < NumArgs)
      continue;
    if (Found)
      return nullptr;
    Found = C;
  }
  return Found;
}

const CXXConstructorDecl *async_tidy::forwardedConstructor(TranslationUnit &TU,
                                                           const CallParts &P) {
  const FunctionDecl *F = P.Callee;
  if (!F || !isa<CallExpr>(P.E) || !forwardsItsArguments(F) ||
      !F->getIdentifier())
    return nullptr;
  const CXXRecordDecl *Made = nullptr;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && !M->isStatic()) {
    const auto *Spec =
        dyn_cast<ClassTemplateSpecializationDecl>(M->getParent());
    if (Spec && TU.names().speaksOf(Topic::Emplacing, F))
      Made = recordArgument(&Spec->getTemplateArgs());
  } else if (const CXXRecordDecl *First =
                 recordArgument(F->getTemplateSpecializationArgs())) {
    // make_unique<T>() returns something of T; a mere call<F>(f) does not.
    QualType Result = F->getReturnType();
    const auto *Spec =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(Result));
    const CXXRecordDecl *Of =
        Spec ? recordArgument(&Spec->getTemplateArgs()) : nullptr;
    if (First == Of || recordOf(Result) == First)
      Made = First;
  }
  if (!Made || !Made->hasDefinition() || Made->isLambda())
    return nullptr;
  unsigned Args = P.Args.size();
  // construct_at(place, …) and emplace(position, …) take one more.
  unsigned Named = 0;
  if (const FunctionTemplateDecl *T = F->getPrimaryTemplate())
    Named = T->getTemplatedDecl()->getNumParams() - 1;
  return onlyConstructor(Made, Args >= Named ? Args - Named : 0);
}
