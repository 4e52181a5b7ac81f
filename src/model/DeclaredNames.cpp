// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/DeclaredNames.h"
#include "model/ClassLookup.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// The scope that \p D opens, or nullptr.
static const DeclContext *scopeOf(const NamedDecl *D) {
  D = D->getUnderlyingDecl();
  if (const auto *Alias = dyn_cast<NamespaceAliasDecl>(D))
    return Alias->getNamespace();
  if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    return definitionOrPattern(R);
  return dyn_cast<DeclContext>(D);
}

static const NamespaceDecl *unnamedNamespaceIn(const DeclContext *Scope) {
  if (const auto *TU = dyn_cast<TranslationUnitDecl>(Scope))
    return TU->getAnonymousNamespace();
  const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
  return Namespace ? Namespace->getAnonymousNamespace() : nullptr;
}

/// Each component shortens \p Parts, and unnamed namespaces nest as deep as the
/// code does, so the recursion is bounded.
static bool isDeclaredIn(const DeclContext *Scope, ArrayRef<StringRef> Parts,
                         const ASTContext &Ctx) {
  if (const NamespaceDecl *Unnamed = unnamedNamespaceIn(Scope);
      Unnamed && isDeclaredIn(Unnamed, Parts, Ctx))
    return true;
  StringRef First = Parts.front();
  bool IsLast = Parts.size() == 1;
  if (const auto *R = dyn_cast<CXXRecordDecl>(Scope); R && IsLast)
    if (First.starts_with("operator") || R->getName() == First ||
        hasMember(R, First, const_cast<ASTContext &>(Ctx)))
      return true;
  auto Known = Ctx.Idents.find(First);
  if (Known == Ctx.Idents.end())
    return IsLast && First.starts_with("operator");
  for (const NamedDecl *D : Scope->lookup(Known->second)) {
    if (IsLast)
      return true;
    const DeclContext *Inner = scopeOf(D);
    if (Inner && isDeclaredIn(Inner, Parts.drop_front(), Ctx))
      return true;
  }
  return false;
}

bool async_tidy::isDeclared(const ASTContext &Ctx, StringRef QualifiedName) {
  QualifiedName.consume_front("::");
  SmallVector<StringRef, 8> Parts;
  QualifiedName.split(Parts, "::");
  return isDeclaredIn(Ctx.getTranslationUnitDecl(), Parts, Ctx);
}
