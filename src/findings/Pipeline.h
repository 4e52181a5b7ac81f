// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_PIPELINE_H
#define ASYNC_TIDY_FINDINGS_PIPELINE_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

class PathMap;
class SourceCache;

/// What every run does with the raw findings of all its units: canonical
/// paths, dedupe, sort, fingerprint.
void finishFindings(std::vector<Finding> &Findings, const SourceCache &Sources,
                    const PathMap &Paths);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_PIPELINE_H
