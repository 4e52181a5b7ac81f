// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// What to write instead of a blocking call in this coroutine, to follow a
/// semicolon in a message: "use 'co_await …'". In the words of the coroutine's
/// own framework, else of a library that it awaits, else in general. Empty if
/// the entry has no advice.
std::string adviceFor(TranslationUnit &TU, const Coroutine &C,
                      const BlockingEntry &Entry);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H
