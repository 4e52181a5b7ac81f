// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CANCELLATIONTOKENS_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CANCELLATIONTOKENS_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is \p T, or what it refers to, a cancellation token or source: a class that
/// has a member function which \p IsCheck knows as one that asks for
/// cancellation? By default those of the library files (`cancellation:
/// checks`).
bool isCancellationToken(
    TranslationUnit &TU, clang::QualType T,
    llvm::function_ref<bool(const clang::NamedDecl *)> IsCheck = nullptr);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CANCELLATIONTOKENS_H
