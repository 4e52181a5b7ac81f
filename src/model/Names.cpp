// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Names.h"

#include "model/ClassLookup.h"
#include "model/Visits.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/SmallPtrSet.h>

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

/// \p Class and those of its bases through which \p Declaring is reached,
/// without the latter, each once.
static SmallVector<const CXXRecordDecl *, 4>
classesDownTo(const CXXRecordDecl *Class, const CXXRecordDecl *Declaring) {
  Declaring = Declaring->getCanonicalDecl();
  SmallVector<const CXXRecordDecl *, 4> Result;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  SmallVector<const CXXRecordDecl *, 4> Work{Class};
  while (!Work.empty()) {
    const CXXRecordDecl *R = Work.pop_back_val();
    countVisits();
    if (R->getCanonicalDecl() == Declaring ||
        !Seen.insert(R->getCanonicalDecl()).second)
      continue;
    Result.push_back(R);
    if (!R->hasDefinition())
      continue;
    for (const CXXBaseSpecifier &Base :
         llvm::reverse(R->getDefinition()->bases()))
      if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
          B && B->hasDefinition() && B->isDerivedFrom(Declaring))
        Work.push_back(B);
  }
  return Result;
}

void Names::collectNames(const CXXMethodDecl *M, const CXXRecordDecl *Object,
                         SmallVectorImpl<StringRef> &Out) {
  if (Object) {
    const NamedDecl *Named =
        isa<CXXConstructorDecl>(M)
            ? static_cast<const NamedDecl *>(M->getParent())
            : M;
    std::string Member = Named->getNameAsString();
    for (const CXXRecordDecl *R : classesDownTo(Object, M->getParent()))
      Out.push_back(
          StringRef((qualified(R) + "::" + Member).str()).copy(Characters));
  }
  llvm::SmallPtrSet<const CXXMethodDecl *, 8> Seen;
  SmallVector<const CXXMethodDecl *, 4> Work =
      llvm::to_vector<4>(M->overridden_methods());
  std::reverse(Work.begin(), Work.end());
  while (!Work.empty()) {
    const CXXMethodDecl *Base = Work.pop_back_val();
    countVisits();
    if (!Seen.insert(Base->getCanonicalDecl()).second)
      continue;
    Out.push_back(qualified(Base));
    size_t First = Work.size();
    llvm::append_range(Work, Base->overridden_methods());
    std::reverse(Work.begin() + First, Work.end());
  }
}

ArrayRef<StringRef> Names::namesOf(const FunctionDecl *F,
                                   const CXXRecordDecl *Object) {
  const IdentifierInfo *II = F->getIdentifier();
  if (II && !Lib.mentions(II->getName()))
    return {};
  std::pair<const Decl *, const Decl *> Key(
      F->getCanonicalDecl(), Object ? Object->getCanonicalDecl() : nullptr);
  if (auto It = OfFunctions.find(Key); It != OfFunctions.end())
    return It->second;
  SmallVector<StringRef, 4> Result{qualified(F)};
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    collectNames(M, Object, Result);
  return OfFunctions[Key] = ArrayRef(Result).copy(Characters);
}

bool Names::callIn(NameList List, const FunctionDecl *F,
                   const CXXRecordDecl *Object) {
  if (!F)
    return false;
  for (StringRef Name : namesOf(F, Object))
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
