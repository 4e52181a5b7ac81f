// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a coroutine's promise and return type decide about its outcome.

#ifndef ASYNC_TIDY_MODEL_PROMISE_H
#define ASYNC_TIDY_MODEL_PROMISE_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// What a promise does with an exception that leaves the coroutine.
enum class UnhandledException {
  Unknown, ///< not visible
  Loud,    ///< rethrows or terminates
  Kept,    ///< stores it, passes it on or looks at it
  Dropped  ///< does nothing with it
};
UnhandledException unhandledException(TranslationUnit &TU,
                                      const clang::CXXRecordDecl *Promise);

/// Is \p C's return type nothing that one could await, join or ask: the
/// coroutine runs at the call and owns itself?
bool isFireAndForget(TranslationUnit &TU, const Coroutine &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_PROMISE_H
