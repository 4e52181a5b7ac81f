// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What names say of errors, of cancellation and of what is done about them. The
// words are those of the library files.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_VOCABULARY_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_VOCABULARY_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is this a cleanup operation: close, shutdown, rollback …? Nobody expects it
/// to fail, and a coroutine that ends may still await it.
bool isCleanupOperation(TranslationUnit &TU, const clang::NamedDecl *D);

/// Does this write a log, or does its class: log, print, logger …?
bool isLogging(TranslationUnit &TU, const clang::NamedDecl *D);

/// Does a class of this name mean cancellation when it is thrown?
bool meansCancellation(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Does a class of this name tell whether the coroutine is cancelled:
/// stop_token, CancellationState?
bool tellsOfCancellation(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// Does a function of this name throw on a condition, or throw again:
/// throw_if_cancelled, rethrowIfNested?
bool isNamedThrower(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Is \p T a class of error codes, or a reference or pointer to one?
bool isErrorCode(TranslationUnit &TU, clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_VOCABULARY_H
