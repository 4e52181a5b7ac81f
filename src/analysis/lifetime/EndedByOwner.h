// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Member coroutines that run on alone, but not longer than their object: it
// cancels them, or waits for them when it is destroyed.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_ENDEDBYOWNER_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_ENDEDBYOWNER_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

/// Does the destructor of \p R, or a member function that it calls, wait for
/// something: `done.wait()`, `scope.join()`? For what is not asked; a class
/// whose destructor waits does so for the work that it has started.
bool waitsWhenDestroyed(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// The same, or is it not known, because the destructor is in another unit?
bool mayWaitWhenDestroyed(TranslationUnit &TU, const clang::CXXRecordDecl *R);

/// On its way to \p Sink, is the task \p Task of the body given a cancellation
/// token that comes from a member of `*this`, as in
/// `co_withCancellation(source_.getToken(), run())`? A token is of a class that
/// has one of the functions which library files list as `cancellation: checks`.
bool runsUnderOwnToken(TranslationUnit &TU, const FunctionBody &Body,
                       const clang::Expr *Task, const clang::Stmt *Sink);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_ENDEDBYOWNER_H
