// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Names.h"

#include "model/ClassLookup.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *async_tidy::recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const auto *P = T->getAs<PointerType>())
    T = P->getPointeeType();
  return T->getAsCXXRecordDecl();
}

static void appendName(const NamedDecl *D, std::string &Out) {
  if (!Out.empty())
    Out += "::";
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(D))
    Out += Ctor->getParent()->getName();
  else if (const IdentifierInfo *II = D->getIdentifier())
    Out += II->getName();
  else
    Out += D->getDeclName().getAsString();
}

StringRef Names::qualified(const NamedDecl *D) {
  auto [It, New] = Cache.try_emplace(D->getCanonicalDecl());
  if (!New)
    return It->second;
  SmallVector<const NamedDecl *, 8> Scopes;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    if (const auto *NS = dyn_cast<NamespaceDecl>(C)) {
      if (!NS->isInline() && !NS->isAnonymousNamespace())
        Scopes.push_back(NS);
    } else if (const auto *R = dyn_cast<RecordDecl>(C)) {
      if (R->getIdentifier())
        Scopes.push_back(R);
    } else if (isa<FunctionDecl>(C)) {
      Scopes.push_back(cast<NamedDecl>(C));
    }
  }
  std::string Name;
  for (const NamedDecl *Scope : llvm::reverse(Scopes))
    appendName(Scope, Name);
  bool Global = Scopes.empty();
  appendName(D, Name);
  if (Global && !isa<NamespaceDecl>(D))
    Name = "::" + Name;
  // try_emplace's iterator stays valid: nothing was inserted since.
  It->second = StringRef(Name).copy(Characters);
  return It->second;
}

const LibraryFile *Names::find(NameList List, const NamedDecl *D) {
  if (!D)
    return nullptr;
  const IdentifierInfo *II = D->getIdentifier();
  if (II && !Lib.mentions(II->getName()))
    return nullptr;
  return Lib.find(List, qualified(D));
}

bool Names::typeIn(NameList List, QualType T) {
  return anyClassOf(recordOf(T),
                    [&](const CXXRecordDecl *R) { return in(List, R); });
}

/// Appends "Class::member" for \p Class and its bases down to \p Declaring.
static void appendPath(Names &N, const CXXRecordDecl *Class,
                       const CXXRecordDecl *Declaring, StringRef Member,
                       SmallVectorImpl<std::string> &Out, unsigned Depth) {
  if (!Class || Depth > 8)
    return;
  if (Class->getCanonicalDecl() == Declaring->getCanonicalDecl())
    return;
  Out.push_back((N.qualified(Class) + "::" + Member).str());
  if (!Class->hasDefinition())
    return;
  for (const CXXBaseSpecifier &Base : Class->getDefinition()->bases()) {
    const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
    if (B && (B->getCanonicalDecl() == Declaring->getCanonicalDecl() ||
              (B->hasDefinition() && B->isDerivedFrom(Declaring))))
      appendPath(N, B, Declaring, Member, Out, Depth + 1);
  }
}

SmallVector<std::string, 4> Names::namesOf(const FunctionDecl *F,
                                           const CXXRecordDecl *Object) {
  SmallVector<std::string, 4> Result;
  const IdentifierInfo *II = F->getIdentifier();
  if (II && !Lib.mentions(II->getName()))
    return Result;
  Result.push_back(qualified(F).str());
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M)
    return Result;
  std::string Member = M->getNameAsString();
  if (isa<CXXConstructorDecl>(M))
    Member = M->getParent()->getNameAsString();
  if (Object)
    appendPath(*this, Object, M->getParent(), Member, Result, 0);
  for (const CXXMethodDecl *O : M->overridden_methods())
    for (std::string &Name : namesOf(O))
      Result.push_back(std::move(Name));
  return Result;
}

bool Names::callIn(NameList List, const FunctionDecl *F,
                   const CXXRecordDecl *Object) {
  if (!F)
    return false;
  for (const std::string &Name : namesOf(F, Object))
    if (Lib.contains(List, Name))
      return true;
  return false;
}

bool Names::speaksOf(Topic T, StringRef Name) {
  auto [It, New] = Topics.try_emplace(Name);
  if (New)
    It->second = Lib.topicsOf(Name);
  return It->second.test(unsigned(T));
}

const LibraryFile *Names::libraryOf(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *NS = dyn_cast<NamespaceDecl>(C))
      if (!NS->isInline() && !NS->isAnonymousNamespace())
        return Lib.libraryOfName(qualified(NS));
  return nullptr;
}
