// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes that rely on a test from before a suspension.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_STALECHECKS_H
#define ASYNC_TIDY_ANALYSIS_STATE_STALECHECKS_H

#include "analysis/state/StaleWrites.h"

namespace async_tidy {

/// Writes of shared objects that depend on a test of the same object from
/// before a suspension: filling what was found empty, counting what was found
/// below a limit.
std::vector<StaleWrite> staleChecks(TranslationUnit &TU, const Coroutine &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_STALECHECKS_H
