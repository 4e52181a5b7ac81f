// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/ClassLookup.h"
#include "model/Limits.h"
#include "model/Visits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *async_tidy::definitionOrPattern(const CXXRecordDecl *R) {
  if (!R)
    return nullptr;
  if (const CXXRecordDecl *Def = R->getDefinition())
    return Def;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    return Spec->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
  if (const CXXRecordDecl *Member = R->getInstantiatedFromMemberClass())
    return definitionOrPattern(Member);
  return nullptr;
}

const CXXRecordDecl *async_tidy::classOf(QualType T) {
  if (T.isNull())
    return nullptr;
  // Canonical: an alias template's name hides the class template's.
  T = T.getNonReferenceType().getCanonicalType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return definitionOrPattern(R);
  if (const auto *TST = T->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
            TST->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl()->getDefinition();
  return nullptr;
}

bool async_tidy::anyClassOf(
    const CXXRecordDecl *R,
    llvm::function_ref<bool(const CXXRecordDecl *)> Wanted) {
  SmallVector<const CXXRecordDecl *, 8> Work;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  if (R)
    Work.push_back(R);
  while (!Work.empty()) {
    R = Work.pop_back_val();
    countVisits();
    if (!Seen.insert(R->getCanonicalDecl()).second)
      continue;
    if (Wanted(R))
      return true;
    if (R->hasDefinition())
      for (const CXXBaseSpecifier &Base :
           llvm::reverse(R->getDefinition()->bases()))
        if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
          Work.push_back(B);
  }
  return false;
}

const TemplateDecl *async_tidy::templateOfType(QualType T) {
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return Spec->getSpecializedTemplate();
    return R->getDescribedClassTemplate();
  }
  if (const auto *TST =
          T.getCanonicalType()->getAs<TemplateSpecializationType>())
    return TST->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

const CXXRecordDecl *async_tidy::nestedClass(const CXXRecordDecl *R,
                                             StringRef Name, ASTContext &Ctx,
                                             unsigned Depth) {
  countVisits();
  R = definitionOrPattern(R);
  if (!R || Depth > limits::BasesWithMember)
    return nullptr;
  for (const NamedDecl *D : R->lookup(DeclarationName(&Ctx.Idents.get(Name)))) {
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D)) {
      if (const CXXRecordDecl *C = classOf(Alias->getUnderlyingType()))
        return C;
    } else if (const auto *C = dyn_cast<CXXRecordDecl>(D)) {
      if (const CXXRecordDecl *Def = definitionOrPattern(C))
        return Def;
    } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
      return T->getTemplatedDecl()->getDefinition();
    }
  }
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *C =
            nestedClass(classOf(Base.getType()), Name, Ctx, Depth + 1))
      return C;
  return nullptr;
}

bool async_tidy::sameClassOrTemplate(QualType Pattern, QualType T,
                                     unsigned Depth) {
  countVisits();
  if (Depth > limits::BasesOfArgument)
    return false;
  Pattern = Pattern.getNonReferenceType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const CXXRecordDecl *P = Pattern->getAsCXXRecordDecl();
  if (R && P && !Pattern->isDependentType() &&
      R->getCanonicalDecl() == P->getCanonicalDecl())
    return true;
  const TemplateDecl *PT = templateOfType(Pattern);
  const TemplateDecl *TT = templateOfType(T);
  if (PT && TT && Pattern->isDependentType() &&
      PT->getCanonicalDecl() == TT->getCanonicalDecl())
    return true;
  if (R && R->hasDefinition())
    for (const CXXBaseSpecifier &Base : R->getDefinition()->bases())
      if (!Base.getType()->isDependentType() &&
          sameClassOrTemplate(Pattern, Base.getType(), Depth + 1))
        return true;
  return false;
}

SmallVector<const CXXRecordDecl *, 8>
async_tidy::associatedClasses(const CXXRecordDecl *R) {
  SmallVector<const CXXRecordDecl *, 8> Classes{R};
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray())
      if (Arg.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *C = Arg.getAsType()->getAsCXXRecordDecl())
          Classes.push_back(C);
  for (unsigned I = 0; I < Classes.size() && I < limits::AssociatedClasses; ++I)
    if (const CXXRecordDecl *Def = Classes[I]->getDefinition())
      for (const CXXBaseSpecifier &Base : Def->bases())
        if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
          Classes.push_back(B);
  return Classes;
}

bool async_tidy::hasMember(const CXXRecordDecl *R, StringRef Name,
                           ASTContext &Ctx, unsigned Depth) {
  countVisits();
  R = definitionOrPattern(R);
  if (!R || Depth > limits::BasesWithMember)
    return false;
  if (!R->lookup(DeclarationName(&Ctx.Idents.get(Name))).empty())
    return true;
  return llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
    return hasMember(classOf(Base.getType()), Name, Ctx, Depth + 1);
  });
}

bool async_tidy::isCoroutineHandle(const CXXRecordDecl *R) {
  return hasMember(R, "from_address", R->getASTContext());
}

static void collectMembers(const CXXRecordDecl *R, DeclarationName Name,
                           SmallVectorImpl<const FunctionDecl *> &Out,
                           llvm::SmallPtrSetImpl<const CXXRecordDecl *> &Seen,
                           unsigned Depth = 0) {
  countVisits();
  R = definitionOrPattern(R);
  if (!R || Depth > limits::BasesWithFunctions || !Seen.insert(R).second)
    return;
  for (const NamedDecl *D : R->lookup(Name)) {
    if (const auto *Using = dyn_cast<UsingShadowDecl>(D))
      D = Using->getTargetDecl();
    if (const FunctionDecl *F = D->getAsFunction())
      Out.push_back(F);
  }
  for (const CXXBaseSpecifier &Base : R->bases())
    collectMembers(classOf(Base.getType()), Name, Out, Seen, Depth + 1);
}

SmallVector<const FunctionDecl *, 4>
async_tidy::memberFunctions(const CXXRecordDecl *Class, DeclarationName Name) {
  SmallVector<const FunctionDecl *, 4> Result;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  collectMembers(Class, Name, Result, Seen);
  return Result;
}

SmallVector<const FunctionDecl *, 4>
async_tidy::memberFunctions(const CXXRecordDecl *Class, StringRef Name) {
  if (!Class)
    return {};
  return memberFunctions(
      Class, DeclarationName(&Class->getASTContext().Idents.get(Name)));
}
