// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What runs work: a pool of threads, whose purpose is to be blocked, or an
// event loop, which must not be.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is \p T a type of a pool of threads, of an executor or scheduler of one, or
/// a template specialisation that carries one, such as a completion token bound
/// to a pool's executor or a strand on a pool?
bool isPoolType(TranslationUnit &TU, clang::QualType T);

/// Does \p E denote a pool of threads or an executor or scheduler of one?
bool isPool(TranslationUnit &TU, const clang::Expr *E);

/// Does \p E denote an executor that runs an event loop: an io_context, a
/// strand on one, the executor of an I/O object or of this coroutine?
bool isEventLoop(TranslationUnit &TU, const clang::Expr *E);

/// Does the call hand a callable or a task to other threads?
bool handsToPool(TranslationUnit &TU, const CallParts &Parts);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_EXECUTORS_H
