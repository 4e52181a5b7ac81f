// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

//
// Puts the two halves together: an argument's lifetime and the task's.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_DANGLING_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_DANGLING_H

#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/tasks/TaskFlow.h"

namespace async_tidy {

enum class Verdict {
  Safe, ///< the argument outlives the task, or nothing says that it does not
  Possible, ///< the task goes to a function that is not known
  Dangles   ///< the argument is gone when the task goes on
};

/// Does the task of a call, which goes where \p Flow says, outlive the argument
/// or closure \p Bound?
Verdict judge(TranslationUnit &TU, const FunctionBody &Caller,
              const BoundArgument &Bound, const TaskFlow &Flow);

/// Does the task go to a function that is not known, gives nothing back, and is
/// not named as one that waits for the task? Then it keeps or starts the task.
bool isKeptByUnknown(TranslationUnit &TU, const TaskFlow &Flow);

/// Does one of the arguments own an object through a shared pointer, itself or
/// as a closure's capture? Then what the call starts keeps that object alive.
bool passesOwner(TranslationUnit &TU, const CallParts &Call);

/// Does \p F, a coroutine, take such an owner by value? Then its frame keeps
/// it.
bool copiesOwner(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_DANGLING_H
