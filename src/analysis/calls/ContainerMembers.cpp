// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/ContainerMembers.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isMemberOfHolder(TranslationUnit &TU, const CallParts &Call) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  // Of the standard library it may be declared in a base class.
  return M && (M->getParent()->isInStdNamespace() ||
               TU.names().in(NameList::PassiveHolder, Call.objectClass()));
}

bool async_tidy::fillsContainer(TranslationUnit &TU, const FunctionDecl *F) {
  Names &N = TU.names();
  return N.in(WordList::ContainerInsert, F) ||
         N.in(WordList::ContainerReplace, F) ||
         N.in(WordList::ContainerAppend, F) ||
         N.in(WordList::ContainerAssign, F);
}
