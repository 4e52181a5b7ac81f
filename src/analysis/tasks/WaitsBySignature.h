// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that wait for a task, as their signatures tell.

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_WAITSBYSIGNATURE_H
#define ASYNC_TIDY_ANALYSIS_TASKS_WAITSBYSIGNATURE_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the call take a task that \p Body has just made, and give at once what
/// awaiting it would give: `T run(task<T>)`, `future<T>::get()`? No body of the
/// callee is needed. A template that makes a T of a task<T> for every T can
/// only have waited; otherwise the name has to say so, too.
bool waitsBySignature(TranslationUnit &TU, const CallParts &Call,
                      const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_WAITSBYSIGNATURE_H
