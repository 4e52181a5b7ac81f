// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_CANONICALPATHS_H
#define ASYNC_TIDY_FINDINGS_CANONICALPATHS_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

class PathMap;

/// Makes every path in \p Findings canonical, so that a header reached through
/// different spellings is one file.
void canonicalizePaths(std::vector<Finding> &Findings, const PathMap &Paths);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_CANONICALPATHS_H
