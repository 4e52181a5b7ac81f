// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_STATE_BUSYFLAGS_H
#define ASYNC_TIDY_ANALYSIS_STATE_BUSYFLAGS_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the coroutine set a bool member before it can first suspend, and clear
/// it later: `submitting_ = true; …; submitting_ = false;`? That is how it
/// keeps others out, wherever they look at it: a button that is disabled
/// meanwhile, a test in another function.
bool raisesBusyFlag(TranslationUnit &TU, const Coroutine &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_BUSYFLAGS_H
