// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/ReferenceTypes.h"
#include "model/ClassLookup.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static bool isStdClass(const CXXRecordDecl *R, StringRef Name) {
  return R->isInStdNamespace() && R->getIdentifier() && R->getName() == Name;
}

static bool isReferenceLike(QualType T, const ReferenceKinds &Kinds,
                            unsigned Depth) {
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isReferenceType())
    return !T->getPointeeType()->isFunctionType();
  if (T->isPointerType())
    return Kinds.Pointers && !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !Kinds.Views || R->isLambda())
    return false;
  if (isReferenceWrapper(T))
    return false;
  // Clang does not infer [[gsl::Pointer]] for all of them in every version.
  if (isStdClass(R, "initializer_list") || isStdClass(R, "span") ||
      isStdClass(R, "mdspan") || R->hasAttr<PointerAttr>())
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (Spec->getSpecializedTemplate()
            ->getTemplatedDecl()
            ->hasAttr<PointerAttr>())
      return true;
  if (R->hasAttr<OwnerAttr>() || R->isInStdNamespace() || Depth >= 2)
    return false;
  // An aggregate of views is a view; a class with a constructor of its own has
  // decided what it keeps.
  return R->isAggregate() && llvm::any_of(R->fields(), [&](const FieldDecl *F) {
           return isReferenceLike(F->getType(), Kinds, Depth + 1);
         });
}

bool async_tidy::isReferenceLike(QualType T, const ReferenceKinds &Kinds) {
  return ::isReferenceLike(T, Kinds, 0);
}

bool async_tidy::isReferenceWrapper(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStdClass(R, "reference_wrapper");
}

bool async_tidy::isReferenceCounted(const CXXRecordDecl *R) {
  return anyClassOf(R, [&](const CXXRecordDecl *B) {
    return B != R && B->getIdentifier() &&
           (B->getName() == "enable_shared_from_this" ||
            B->getName() == "intrusive_ref_counter");
  });
}

bool async_tidy::isView(const CXXRecordDecl *R) {
  // Clang infers the attribute for string_view, span and reference_wrapper.
  for (const auto *D : R->redecls())
    if (D->hasAttr<PointerAttr>())
      return true;
  return R->getIdentifier() &&
         (R->getName() == "basic_string_view" || R->getName() == "span");
}

bool async_tidy::isIterator(const CXXRecordDecl *R) {
  std::string Name = R->getName().lower();
  return StringRef(Name).contains("iterator");
}

bool async_tidy::refersToElements(QualType T) {
  if (T.isNull())
    return false;
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (isView(R) || isIterator(R));
}
