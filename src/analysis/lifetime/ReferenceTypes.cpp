// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/ReferenceTypes.h"
#include "model/ClassLookup.h"
#include "model/Limits.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static bool isInitializerList(const CXXRecordDecl *R) {
  return R->isInStdNamespace() && R->getIdentifier() &&
         R->getName() == "initializer_list";
}

static bool isReferenceLike(TranslationUnit &TU, QualType T,
                            const ReferenceKinds &Kinds, unsigned Depth) {
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isReferenceType())
    return !T->getPointeeType()->isFunctionType();
  if (T->isPointerType())
    return Kinds.Pointers && !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !Kinds.Views || R->isLambda())
    return false;
  if (isReferenceWrapper(TU, T))
    return false;
  // Clang does not infer [[gsl::Pointer]] for all of them in every version.
  if (isInitializerList(R) || TU.names().in(WordList::View, R) ||
      R->hasAttr<PointerAttr>())
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (Spec->getSpecializedTemplate()
            ->getTemplatedDecl()
            ->hasAttr<PointerAttr>())
      return true;
  if (R->hasAttr<OwnerAttr>() || R->isInStdNamespace() ||
      Depth >= limits::AggregatesOfViews)
    return false;
  // An aggregate of views is a view; a class with a constructor of its own has
  // decided what it keeps.
  return R->isAggregate() && llvm::any_of(R->fields(), [&](const FieldDecl *F) {
           return isReferenceLike(TU, F->getType(), Kinds, Depth + 1);
         });
}

bool async_tidy::isReferenceLike(TranslationUnit &TU, QualType T,
                                 const ReferenceKinds &Kinds) {
  return ::isReferenceLike(TU, T, Kinds, 0);
}

bool async_tidy::isReferenceWrapper(TranslationUnit &TU, QualType T) {
  return TU.names().in(NameList::ReferenceWrapper, T->getAsCXXRecordDecl());
}

bool async_tidy::isReferenceCounted(TranslationUnit &TU,
                                    const CXXRecordDecl *R) {
  return anyClassOf(R, [&](const CXXRecordDecl *B) {
    return B != R && TU.names().in(WordList::SelfOwner, B);
  });
}

bool async_tidy::isView(TranslationUnit &TU, const CXXRecordDecl *R) {
  // Clang infers the attribute for string_view, span and reference_wrapper.
  for (const auto *D : R->redecls())
    if (D->hasAttr<PointerAttr>())
      return true;
  return TU.names().in(WordList::View, R);
}

bool async_tidy::isIterator(TranslationUnit &TU, const CXXRecordDecl *R) {
  return TU.names().speaksOf(Topic::IteratorType, R);
}

bool async_tidy::refersToElements(TranslationUnit &TU, QualType T) {
  if (T.isNull())
    return false;
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (isView(TU, R) || isIterator(TU, R));
}
