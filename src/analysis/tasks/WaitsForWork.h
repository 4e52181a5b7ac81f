// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does a function that starts work wait, later on, until that work is done?

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_WAITSFORWORK_H
#define ASYNC_TIDY_ANALYSIS_TASKS_WAITSFORWORK_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the function wait, after \p Start, until what \p Start starts is done?
/// It does if it runs an event loop, joins threads or a scope, or blocks on a
/// task; and if it awaits, blocks on, or spins on something that the work was
/// given too: a latch, an event, a flag; or if that is a local whose destructor
/// waits. A function of the project that does the first of these waits, too,
/// and so does one that never gets to its end afterwards. With \p Alive, a
/// local that the work refers to, only what waits before its scope ends counts.
bool waitsAfter(TranslationUnit &TU, const FunctionBody &Body,
                const clang::Stmt *Start,
                const clang::VarDecl *Alive = nullptr);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_WAITSFORWORK_H
