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

namespace {
/// Classes that are views by what they are made of; by TU.shared.
class ViewShapes {
public:
  explicit ViewShapes(TranslationUnit &TU) : TU(TU) {}

  /// A pointer and numbers, or another view: nothing to own, and members that
  /// give the elements and their number (kj::StringPtr, folly::Range,
  /// llvm::StringRef).
  bool contains(const CXXRecordDecl *R) {
    R = R ? R->getDefinition() : nullptr;
    if (!R || R->isInStdNamespace() || R->isDependentContext())
      return false;
    auto [It, IsNew] = Known.try_emplace(R, false);
    if (!IsNew)
      return It->second;
    bool Result = compute(R);
    return Known[R] = Result;
  }

private:
  /// Does the class hold nothing but pointers, other views and numbers?
  bool onlyPoints(const CXXRecordDecl *R) {
    unsigned Pointers = 0;
    for (const FieldDecl *Field : R->fields()) {
      QualType T = Field->getType();
      if ((T->isPointerType() && !T->getPointeeType()->isFunctionType()) ||
          contains(T->getAsCXXRecordDecl()))
        ++Pointers;
      else if (!T->isIntegerType())
        return false;
    }
    for (const CXXBaseSpecifier &Base : R->bases()) {
      const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
      if (contains(B))
        ++Pointers;
      else if (!B || !B->hasDefinition() || !B->isEmpty())
        return false;
    }
    return Pointers != 0;
  }

  bool compute(const CXXRecordDecl *R) {
    if (R->isUnion() || R->isPolymorphic() || !R->hasTrivialDestructor() ||
        !onlyPoints(R))
      return false;
    bool Gives = false, Counts = false;
    anyClassOf(R, [&](const CXXRecordDecl *B) {
      for (const CXXMethodDecl *M : B->methods()) {
        Gives |= TU.names().in(WordList::ContainerStorage, M) ||
                 TU.names().in(WordList::ContainerIterator, M);
        Counts |= TU.names().in(WordList::ContainerSize, M);
      }
      return false;
    });
    return Gives && Counts;
  }

  TranslationUnit &TU;
  llvm::DenseMap<const CXXRecordDecl *, bool> Known;
};
} // namespace

llvm::SmallVector<QualType, 4>
async_tidy::partsOfTuple(TranslationUnit &TU, const CXXRecordDecl *R) {
  llvm::SmallVector<QualType, 4> Result;
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!Spec || !(TU.names().in(WordList::Tuple, R) ||
                 TU.names().in(WordList::Optional, R)))
    return Result;
  for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray()) {
    if (Arg.getKind() == TemplateArgument::Type)
      Result.push_back(Arg.getAsType());
    else if (Arg.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Each : Arg.pack_elements())
        if (Each.getKind() == TemplateArgument::Type)
          Result.push_back(Each.getAsType());
  }
  return Result;
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
      R->hasAttr<PointerAttr>() || TU.shared<ViewShapes>().contains(R))
    return true;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (Spec->getSpecializedTemplate()
            ->getTemplatedDecl()
            ->hasAttr<PointerAttr>())
      return true;
  if (Depth >= limits::AggregatesOfViews)
    return false;
  // Clang takes std::optional for an owner, whatever is in it.
  if (llvm::any_of(partsOfTuple(TU, R), [&](QualType Part) {
        return isReferenceWrapper(TU, Part) ||
               isReferenceLike(TU, Part, Kinds, Depth + 1);
      }))
    return true;
  if (R->hasAttr<OwnerAttr>() || R->isInStdNamespace())
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
  return TU.names().in(WordList::View, R) ||
         TU.shared<ViewShapes>().contains(R);
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
