// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// What to use in this coroutine in place of something that blocks, as the
/// library files say it under \p Key of `replacements`: the coroutine's own
/// framework, else a library that it awaits, else the standard library's file,
/// else the file that lists \p Entry (may be nullptr). Empty if none does.
llvm::StringRef replacementFor(TranslationUnit &TU, const Coroutine &C,
                               llvm::StringRef Key, const BlockingEntry *Entry);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_ADVICE_H
