// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_LIMIT_H
#define ASYNC_TIDY_FINDINGS_LIMIT_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

/// Keeps the \p Max most severe findings in their order, and the first among
/// equally severe ones. Returns how many were dropped.
size_t limitFindings(std::vector<Finding> &Findings, size_t Max);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_LIMIT_H
