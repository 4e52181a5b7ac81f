// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/CallNames.h"

using namespace clang;
using namespace async_tidy;

/// Is it a C++ function of the project itself that merely has the name of a C
/// function (`task<> accept(Port)`)?
static bool onlySharesName(TranslationUnit &TU, const FunctionDecl *F) {
  if (!F->getDeclContext()->getRedeclContext()->isTranslationUnit() ||
      F->isExternC())
    return false;
  const FunctionDecl *Def = nullptr;
  return recordOf(F->getReturnType()) && !F->getReturnType()->isPointerType()
             ? TU.isProject(F->getLocation())
             : F->isDefined(Def) && TU.isProject(Def->getLocation());
}

SmallVector<StringRef, 4> async_tidy::callNames(TranslationUnit &TU,
                                                const CallParts &Parts) {
  SmallVector<StringRef, 4> Result;
  if (Parts.Callee) {
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Parts.Callee)) {
      if (TU.library().mentions(Ctor->getParent()->getName()))
        Result.push_back(TU.names().qualified(Ctor->getParent()));
      return Result;
    }
    ArrayRef<StringRef> Names =
        TU.names().namesOf(Parts.Callee, Parts.objectClass());
    // A user's file speaks of the project's own functions, too.
    if (!Names.empty() && (!onlySharesName(TU, Parts.Callee) ||
                           TU.library().isUsers(Names.front())))
      Result.append(Names.begin(), Names.end());
  }
  if (Parts.Object)
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Parts.Object->IgnoreParenImpCasts()))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasGlobalStorage() && V->getIdentifier() &&
          TU.library().mentions(V->getName()))
        Result.push_back(TU.names().qualified(V));
  return Result;
}

const SpawnEntry *async_tidy::spawnEntryOf(TranslationUnit &TU,
                                           const CallParts &Parts) {
  // A user knows better: somebody waits.
  if (calls(TU, Parts, NameList::Join))
    return nullptr;
  for (StringRef Name : callNames(TU, Parts))
    if (const SpawnEntry *Entry = TU.library().spawn(Name))
      return Entry;
  return nullptr;
}

bool async_tidy::calls(TranslationUnit &TU, const CallParts &Parts,
                       NameList List) {
  return llvm::any_of(callNames(TU, Parts), [&](StringRef Name) {
    return TU.library().contains(List, Name);
  });
}
