// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Work whose loss is meant: a task that is held until the end of a scope
// cancels it, that is handed to a function which ends it, that goes on by
// design, or that is somebody else's.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_ENDEDONPURPOSE_H
#define ASYNC_TIDY_ANALYSIS_TASKS_ENDEDONPURPOSE_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the function wait (suspend, block on a task, run an event loop) between
/// \p Filled, where the local or parameter \p V is given work, and the end of
/// V's scope? Then the work has had time to run before the end cancels it. \p
/// Filled may be null for a variable that has its work from the start. True if
/// it is not known.
bool waitsBeforeScopeEnds(TranslationUnit &TU, const FunctionBody &Body,
                          const clang::ValueDecl *V, const clang::Stmt *Filled);

/// Is \p F there to end the task that it is given: `dropped(std::move(task))`?
/// Its name says so, or it has an empty body.
bool endsTask(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Does the signature of what \p Call calls say that the work is to go on
/// although nobody waits for it: a tag among the parameters, as in `Future
/// watch(Uncancellable)`?
bool declaresDetached(TranslationUnit &TU, const CallParts &Call);

/// Does \p Call only give the future of work that somebody else does: a
/// promise's `get_future()`, a getter that returns a member future? To ask such
/// a future whether it is ready loses nothing.
bool givesForeignWork(TranslationUnit &TU, const CallParts &Call);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_ENDEDONPURPOSE_H
