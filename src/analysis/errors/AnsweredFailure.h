// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failures that a coroutine goes on after, and rightly so: those that it still
// has to tell somebody, and those of one of many that it serves.

#ifndef ASYNC_TIDY_ANALYSIS_ERRORS_ANSWEREDFAILURE_H
#define ASYNC_TIDY_ANALYSIS_ERRORS_ANSWEREDFAILURE_H

#include "analysis/errors/AfterFailure.h"
#include "analysis/errors/CatchHandlers.h"

namespace async_tidy {

/// Is everything in \p Next, where \p After says control gets to, the last act
/// of the coroutine, which tells what the handler with \p Facts has stored:
/// `co_await response.finish(reply, status)`?
bool isToldAtEnd(const FunctionBody &Body, AfterFailure &After,
                 const HandlerFacts &Facts,
                 llvm::ArrayRef<const clang::Expr *> Next);

/// Is \p Guarded, a try statement or an await that gives an error code, inside
/// a loop that serves one after the other, and are the operations at \p Points
/// those of the one whose turn it is: the variable of a range-based for, an
/// iterator, the accepted connection? Then the loop goes on with the next one.
/// Its own waits are outside of \p Guarded, and see the cancellation, too.
bool isFailureOfOne(TranslationUnit &TU, const Coroutine &C,
                    const clang::Stmt *Guarded,
                    llvm::ArrayRef<SuspensionPoint> Points,
                    llvm::ArrayRef<const clang::Expr *> Next);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ERRORS_ANSWEREDFAILURE_H
