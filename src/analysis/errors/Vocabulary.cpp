// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/Vocabulary.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isCleanupOperation(TranslationUnit &TU, const NamedDecl *D) {
  return TU.names().speaksOf(Topic::Cleanup, D);
}

bool async_tidy::isLogging(TranslationUnit &TU, const NamedDecl *D) {
  return TU.names().speaksOf(Topic::Logging, D);
}

bool async_tidy::meansCancellation(TranslationUnit &TU,
                                   const CXXRecordDecl *R) {
  Names &N = TU.names();
  // Things around cancellation are no exceptions: `cancelled_handler`.
  if (!R->getIdentifier() ||
      N.speaksOf(Topic::CancellationHelper, lastWord(R->getName())))
    return false;
  return N.speaksOf(Topic::Cancellation, R) ||
         (N.speaksOf(Topic::Interruption, R) &&
          N.speaksOf(Topic::Interrupted, R));
}

bool async_tidy::tellsOfCancellation(TranslationUnit &TU,
                                     const CXXRecordDecl *R) {
  return TU.names().speaksOf(Topic::StateType, R) &&
         TU.names().speaksOf(Topic::CancelType, R);
}

bool async_tidy::isNamedThrower(TranslationUnit &TU, const FunctionDecl *F) {
  return TU.names().speaksOf(Topic::ThrowingIf, F) ||
         TU.names().speaksOf(Topic::Rethrowing, F);
}

bool async_tidy::isErrorCode(TranslationUnit &TU, QualType T) {
  return TU.names().in(WordList::ErrorCode, recordOf(T));
}
