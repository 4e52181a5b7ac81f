// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Pipeline.h"
#include "findings/Dedupe.h"
#include "findings/Fingerprint.h"
#include "findings/PathMap.h"
#include "findings/Sort.h"
#include "findings/SourceCache.h"

using namespace async_tidy;

void async_tidy::finishFindings(std::vector<Finding> &Findings,
                                const SourceCache &Sources,
                                const PathMap &Paths) {
  Paths.canonicalize(Findings);
  dedupe(Findings);
  sortFindings(Findings);
  fingerprint(Findings, Sources, Paths);
}
