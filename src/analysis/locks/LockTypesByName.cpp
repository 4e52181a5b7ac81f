// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/LockTypesByName.h"

#include <clang/AST/DeclCXX.h>

using namespace clang;
using namespace async_tidy;

static LockCall lookUp(const Library &Lib, StringRef Name, WordList Acquire,
                       WordList Try, WordList Release) {
  if (Lib.contains(Acquire, Name))
    return LockCall::Acquire;
  if (Lib.contains(Try, Name))
    return LockCall::TryAcquire;
  return Lib.contains(Release, Name) ? LockCall::Release : LockCall::None;
}

LockCall async_tidy::lockCallOfMember(const Library &Lib, StringRef Name) {
  return lookUp(Lib, Name, WordList::LockAcquire, WordList::LockTry,
                WordList::LockRelease);
}

LockCall async_tidy::lockCallByName(const Library &Lib, const FunctionDecl *F) {
  if (isa<CXXMethodDecl>(F))
    return lockCallOfMember(Lib, F->getName());
  return lookUp(Lib, F->getName(), WordList::AcquireFunction,
                WordList::TryFunction, WordList::ReleaseFunction);
}

bool async_tidy::isCLock(const Library &Lib, QualType T) {
  while (const auto *Typedef = T->getAs<TypedefType>()) {
    if (Lib.contains(WordList::CLock, Typedef->getDecl()->getName()))
      return true;
    T = Typedef->desugar();
  }
  return false;
}
