// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_LENTTASKS_H
#define ASYNC_TIDY_ANALYSIS_TASKS_LENTTASKS_H

#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// Is \p Holder, the variable that holds a task, handed to a parameter `Task
/// &`, as in `dispatcher.post(task)`? Then it stays the holder. What a template
/// deduces as such a reference may be copied from, so it does not count.
bool isLent(const CallParts &Call, const clang::DeclRefExpr *Holder);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_LENTTASKS_H
