// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/AcquiringNames.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::locksByName(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::Locking, F);
}

bool async_tidy::acquiresByName(TranslationUnit &TU, const FunctionDecl *F) {
  return locksByName(TU, F) || TU.names().speaksOf(Topic::Acquiring, F);
}

bool async_tidy::unlocksByName(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::Unlocking, F);
}
