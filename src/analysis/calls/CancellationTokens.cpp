// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/CancellationTokens.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isCancellationToken(
    TranslationUnit &TU, QualType T,
    llvm::function_ref<bool(const NamedDecl *)> IsCheck) {
  const CXXRecordDecl *R = recordOf(T);
  R = R ? R->getDefinition() : nullptr;
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           return IsCheck ? IsCheck(M)
                          : TU.names().in(NameList::CancellationCheck, M);
         });
}
