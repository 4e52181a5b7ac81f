// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a task value comes from: the coroutines that run when it is awaited or
// started.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_TASKORIGIN_H
#define ASYNC_TIDY_ANALYSIS_TASKS_TASKORIGIN_H

#include "model/TranslationUnit.h"

namespace async_tidy {

struct TaskOrigin {
  /// Coroutines whose bodies the unit shows.
  llvm::SmallVector<const clang::FunctionDecl *, 2> Coroutines;
  /// Functions of the project or a library that return a task, a sender or an
  /// operation and whose bodies are elsewhere: the calls.
  llvm::SmallVector<const clang::Expr *, 2> Opaque;
  /// Some part of the value comes from a place that was not followed.
  bool Unknown = false;

  bool empty() const { return Coroutines.empty() && Opaque.empty(); }
};

/// Follows \p E, a task or a callable that makes one, through variables,
/// std::move, both arms of `?:`, lambdas, functions that return the task,
/// functions of libraries and functions without a body that are given tasks
/// (all of them count), and parameters to the arguments of the calls in this
/// unit.
TaskOrigin originOf(TranslationUnit &TU, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_TASKORIGIN_H
