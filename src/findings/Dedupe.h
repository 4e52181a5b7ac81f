// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_DEDUPE_H
#define ASYNC_TIDY_FINDINGS_DEDUPE_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

/// Keeps one of the findings with the same check, start and message: headers
/// are seen by several units, templates instantiated several times. Which one
/// stays does not depend on their order: the one with the most notes, then the
/// smallest.
void dedupe(std::vector<Finding> &Findings);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_DEDUPE_H
