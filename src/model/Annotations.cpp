// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Annotations.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/TypeLoc.h>

using namespace clang;
using namespace async_tidy;

bool async_tidy::hasAnnotation(const Decl *D, StringRef Text) {
  return D && llvm::any_of(D->redecls(), [&](const Decl *Each) {
           return llvm::any_of(Each->specific_attrs<AnnotateAttr>(),
                               [&](const AnnotateAttr *A) {
                                 return A->getAnnotation() == Text;
                               });
         });
}

std::optional<bool> async_tidy::declaredBlocking(const FunctionDecl *F) {
  for (bool Blocks : {true, false})
    if (hasAnnotation(F, Blocks ? "async::blocking" : "async::nonblocking"))
      return Blocks;
  for (const FunctionEffectWithCondition &Effect : F->getFunctionEffects()) {
    if (Effect.Cond.getCondition())
      continue;
    if (Effect.Effect.kind() == FunctionEffect::Kind::Blocking)
      return true;
    if (Effect.Effect.kind() == FunctionEffect::Kind::NonBlocking)
      return false;
  }
  return std::nullopt;
}

bool async_tidy::declaredDetaching(const FunctionDecl *F) {
  return hasAnnotation(F, "async::detaches");
}

bool async_tidy::declaredJoining(const FunctionDecl *F) {
  return hasAnnotation(F, "async::joins");
}

bool async_tidy::declaredHostile(const CXXRecordDecl *R) {
  return hasAnnotation(R, "async::hostile");
}

/// Does the class, or the template that it comes from, carry the attribute? An
/// instantiation that is not complete yet has no attributes of its own.
template <typename Attribute> static bool classHas(const CXXRecordDecl *R) {
  if (!R)
    return false;
  if (R->hasAttr<Attribute>())
    return true;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return Spec && Spec->getSpecializedTemplate()
                     ->getTemplatedDecl()
                     ->template hasAttr<Attribute>();
}

template <typename Attribute>
static bool anyDeclarationHas(const FunctionDecl *F) {
  return llvm::any_of(F->redecls(), [](const FunctionDecl *D) {
    return D->template hasAttr<Attribute>();
  });
}

bool async_tidy::isCoroReturnType(const CXXRecordDecl *R) {
  return classHas<CoroReturnTypeAttr>(R);
}

ArgumentContract async_tidy::argumentContract(const FunctionDecl *F) {
  if (anyDeclarationHas<CoroDisableLifetimeBoundAttr>(F))
    return ArgumentContract::Free;
  const CXXRecordDecl *R = F->getReturnType()->getAsCXXRecordDecl();
  // As clang has it, the attribute means something on coroutine return types.
  return isCoroReturnType(R) && classHas<CoroLifetimeBoundAttr>(R)
             ? ArgumentContract::Bound
             : ArgumentContract::None;
}

bool async_tidy::isLifetimeBound(const ParmVarDecl *P) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  if (!F)
    return P->hasAttr<LifetimeBoundAttr>();
  unsigned Index = P->getFunctionScopeIndex();
  return llvm::any_of(F->redecls(), [&](const FunctionDecl *D) {
    return Index < D->getNumParams() &&
           D->getParamDecl(Index)->hasAttr<LifetimeBoundAttr>();
  });
}

/// The attribute for the object is part of the function's type as written.
static bool typeHasLifetimeBound(const FunctionDecl *F) {
  const TypeSourceInfo *Written = F->getTypeSourceInfo();
  TypeLoc TL = Written ? Written->getTypeLoc() : TypeLoc();
  while (auto Attributed = TL.getAsAdjusted<AttributedTypeLoc>()) {
    if (Attributed.getAttrAs<LifetimeBoundAttr>())
      return true;
    TL = Attributed.getModifiedLoc();
  }
  return false;
}

bool async_tidy::isObjectLifetimeBound(const FunctionDecl *F) {
  return llvm::any_of(F->redecls(), typeHasLifetimeBound);
}
