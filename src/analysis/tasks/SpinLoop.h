// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_TASKS_SPINLOOP_H
#define ASYNC_TIDY_ANALYSIS_TASKS_SPINLOOP_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Is \p S a loop that only waits: its condition reads an atomic or asks an
/// object whether it is done, and its body does nothing but yield the time
/// slice or resume that very coroutine? A spin lock (test_and_set, exchange) is
/// not one: its wait is short.
bool isSpinLoop(TranslationUnit &TU, const clang::Stmt *S);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TASKS_SPINLOOP_H
