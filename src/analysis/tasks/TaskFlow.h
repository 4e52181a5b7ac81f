// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the task goes that a call returns: awaited before the statement ends,
// kept in a local, handed away. The answer decides how long the call's
// arguments have to live.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_TASKFLOW_H
#define ASYNC_TIDY_ANALYSIS_TASKS_TASKFLOW_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// What happens to a task, from harmless to harmful for references that it
/// holds. Order matters: the worst of several fates wins.
enum class TaskFate {
  Awaited,   ///< done before its full-expression ends: awaited, joined, blocked
             ///< on
  Iterated,  ///< a generator that a range-for consumes
  Discarded, ///< destroyed at the end of its full-expression
  Local,    ///< kept in a local variable and finished or destroyed in its scope
  Unknown,  ///< passed to a function that is not known
  Returned, ///< returned from the function
  Stored,   ///< put into a member, a global or what outlives the function
  Spawned   ///< handed to an executor or scope that runs it later
};

struct TaskFlow {
  TaskFate Fate = TaskFate::Unknown;
  /// The local variable or container that holds the task, if one does.
  const clang::VarDecl *Holder = nullptr;
  /// The statement that hands the task away or stores it.
  const clang::Stmt *Sink = nullptr;
  /// The task is finished in the expression that creates it. Otherwise
  /// temporaries of that expression are gone when it runs on.
  bool InPlace = false;
};

/// Where the value of \p Task, an expression of \p Body, goes. Follows
/// combinators (a function that returns an awaitable made from the task),
/// moves, containers, local variables and spawn functions.
TaskFlow flowOf(TranslationUnit &TU, const FunctionBody &Body,
                const clang::Expr *Task);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_TASKFLOW_H
