// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that are computed from what was read before a suspension.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_STALEUPDATES_H
#define ASYNC_TIDY_ANALYSIS_STATE_STALEUPDATES_H

#include "analysis/state/StaleWrites.h"

namespace async_tidy {

/// Read-modify-write sequences of \p C that a suspension interrupts. Not: where
/// a lock for coroutines is held, where the object is tested again after the
/// suspension, compound assignments (they read after their right side).
std::vector<StaleWrite> staleUpdates(TranslationUnit &TU, const Coroutine &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_STALEUPDATES_H
