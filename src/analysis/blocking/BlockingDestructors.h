// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether an object still has something to wait for when it is destroyed.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGDESTRUCTORS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGDESTRUCTORS_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

/// Does the local give up what its destructor would wait for: a thread that is
/// joined or detached, an object that is moved away, returned, awaited, or
/// ended by the member function that its destructor calls; an awaitable that is
/// handed to somebody?
bool isReleased(TranslationUnit &TU, const clang::VarDecl *V,
                const FunctionBody &Body);

/// Is the local mentioned after its declaration?
bool isMentioned(const clang::VarDecl *V, const FunctionBody &Body);

/// Is the temporary destroyed with its contents at the end of its
/// full-expression (or of the reference bound to it), rather than moved from,
/// released or elided as a variable?
bool isTemporaryDiscarded(TranslationUnit &TU,
                          const clang::CXXBindTemporaryExpr *Temp,
                          const FunctionBody &Body);

/// Is \p E a call of std::async that runs on a thread, so that its future waits
/// when it is destroyed ([futures.async]/5)?
bool isThreadedAsync(TranslationUnit &TU, const clang::Expr *E);

/// The entry of the member function by which an object of class \p R waits, or
/// nullptr.
const BlockingEntry *waitEntryOf(TranslationUnit &TU,
                                 const clang::CXXRecordDecl *R);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_BLOCKINGDESTRUCTORS_H
