// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/CompletionTokens.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static const CXXRecordDecl *
searchType(QualType T, llvm::function_ref<bool(const CXXRecordDecl *)> Wanted,
           unsigned Depth) {
  if (T.isNull() || Depth > limits::TypesAroundToken)
    return nullptr;
  T = T.getNonReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return nullptr;
  if (Wanted(R))
    return R;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Spec)
    return nullptr;
  for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray()) {
    auto Try = [&](const TemplateArgument &A) -> const CXXRecordDecl * {
      return A.getKind() == TemplateArgument::Type
                 ? searchType(A.getAsType(), Wanted, Depth + 1)
                 : nullptr;
    };
    if (const CXXRecordDecl *Found = Try(Arg))
      return Found;
    if (Arg.getKind() != TemplateArgument::Pack)
      continue;
    for (const TemplateArgument &Element : Arg.pack_elements())
      if (const CXXRecordDecl *Found = Try(Element))
        return Found;
  }
  return nullptr;
}

const CXXRecordDecl *async_tidy::classInType(
    QualType T, llvm::function_ref<bool(const CXXRecordDecl *)> Wanted) {
  return searchType(T, Wanted, 0);
}

bool async_tidy::typeMentions(Names &N, NameList List, QualType T) {
  return classInType(T, [&](const CXXRecordDecl *R) { return N.in(List, R); });
}

bool async_tidy::hasToken(TranslationUnit &TU, const CallParts &Parts,
                          NameList List) {
  return llvm::any_of(Parts.Args, [&](const Expr *Arg) {
    return typeMentions(TU.names(), List, Arg->getType());
  });
}
