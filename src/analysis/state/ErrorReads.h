// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads of the thread's error state that tell nothing any more.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_ERRORREADS_H
#define ASYNC_TIDY_ANALYSIS_STATE_ERRORREADS_H

#include "analysis/state/ThreadValues.h"

namespace async_tidy {

/// A read of errno, GetLastError() and their like that follows a suspension
/// with no call in between that could have set it.
struct ErrorRead {
  const clang::Expr *Read = nullptr;
  std::string Name; ///< what the programmer writes: "errno"
  const clang::FunctionDecl *Source = nullptr; ///< the function behind it
  std::vector<const SuspensionPoint *> After;
};
std::vector<ErrorRead> errorReads(TranslationUnit &TU, const Coroutine &C,
                                  const ThreadStateNames &Names);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_ERRORREADS_H
