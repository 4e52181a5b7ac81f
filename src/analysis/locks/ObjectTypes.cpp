// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/ObjectTypes.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *async_tidy::objectClass(QualType T) {
  if (T.isNull() || T->isReferenceType() || T->isPointerType())
    return nullptr;
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return R;
  TemplateName Name;
  if (const auto *Deduced = T->getAs<DeducedTemplateSpecializationType>())
    Name = Deduced->getTemplateName();
  else if (const auto *Spec = T->getAs<TemplateSpecializationType>())
    Name = Spec->getTemplateName();
  if (Name.isNull())
    return nullptr;
  if (const auto *Class =
          dyn_cast_or_null<ClassTemplateDecl>(Name.getAsTemplateDecl()))
    return Class->getTemplatedDecl();
  return nullptr;
}

static void addTypes(ArrayRef<TemplateArgument> Args,
                     SmallVectorImpl<QualType> &Out) {
  for (const TemplateArgument &A : Args) {
    if (A.getKind() == TemplateArgument::Type)
      Out.push_back(A.getAsType());
    else if (A.getKind() == TemplateArgument::Pack)
      addTypes(A.pack_elements(), Out);
  }
}

SmallVector<QualType, 4> async_tidy::typeArguments(QualType T) {
  SmallVector<QualType, 4> Types;
  if (T.isNull())
    return Types;
  if (const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl()))
    addTypes(Spec->getTemplateArgs().asArray(), Types);
  else if (const auto *Written = T->getAs<TemplateSpecializationType>())
    addTypes(Written->template_arguments(), Types);
  return Types;
}
