// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/LogLines.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static const CXXRecordDecl *classBehind(QualType T) {
  return T.getNonReferenceType()->getAsCXXRecordDecl();
}

/// A string of any library, a view of one, a text to format.
static bool isText(TranslationUnit &TU, QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType() || T->isArrayType())
    return T->getPointeeOrArrayElementType()->isAnyCharacterType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R))
    if (const TemplateArgumentList &Args = Spec->getTemplateArgs();
        Args.size() && Args[0].getKind() == TemplateArgument::Type &&
        Args[0].getAsType()->isAnyCharacterType())
      return true;
  return TU.names().speaksOf(Topic::TextType, R);
}

/// Does the function, or what it is a member of, say that it logs?
static bool speaksOfLog(TranslationUnit &TU, const FunctionDecl *F) {
  if (TU.names().speaksOf(Topic::LogLine, F))
    return true;
  const auto *Scope = dyn_cast<NamedDecl>(F->getDeclContext());
  if (TU.names().speaksOf(Topic::LogLine, Scope))
    return true;
  // `logger << text`, as a free function.
  return F->isOverloadedOperator() && F->getNumParams() > 0 &&
         TU.names().speaksOf(Topic::LogLine,
                             classBehind(F->getParamDecl(0)->getType()));
}

/// Nothing, or what more text can be given to: a stream, or the very object.
static bool returnsNothing(TranslationUnit &TU, const FunctionDecl *F) {
  QualType T = F->getReturnType();
  if (T->isVoidType()) // of a destructor, too
    return true;
  const CXXRecordDecl *R = classBehind(T);
  if (!T->isLValueReferenceType() || !R)
    return false;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const CXXRecordDecl *Object = M ? M->getParent()
                                : F->getNumParams() > 0
                                    ? classBehind(F->getParamDecl(0)->getType())
                                    : nullptr;
  return (Object && R->getCanonicalDecl() == Object->getCanonicalDecl()) ||
         isText(TU, T);
}

bool async_tidy::writesLog(TranslationUnit &TU, const FunctionDecl *F) {
  // To make a logger is no line of it.
  if (isa<CXXConstructorDecl>(F) || !speaksOfLog(TU, F) ||
      !returnsNothing(TU, F))
    return false;
  // An entry of a database's log is no text: whoever writes it waits for it.
  bool HasObject = false, HasText = F->isVariadic();
  for (const ParmVarDecl *P : F->parameters()) {
    HasText |= isText(TU, P->getType());
    HasObject |= classBehind(P->getType()) != nullptr;
  }
  // What the operators write is one of the things that are logged.
  return HasText || !HasObject || F->isOverloadedOperator();
}
