// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the raw findings of all units to those of the report: a list of stages.
// A new stage is a file with one function and a line in Pipeline.cpp, where the
// order is.

#ifndef ASYNC_TIDY_FINDINGS_PIPELINE_H
#define ASYNC_TIDY_FINDINGS_PIPELINE_H

#include "findings/Finding.h"

#include <functional>
#include <string_view>
#include <vector>

namespace async_tidy {

class PathMap;
class SourceCache;

/// What the stages work on.
struct FindingList {
  std::vector<Finding> Findings;
  std::vector<RunNotification> Notifications;
};

/// One step. It changes, drops or adds findings; what a reader of the report
/// has to know about that it tells as a notification.
struct Stage {
  std::string_view Name; ///< Says what it does, in kebab case.
  std::function<void(FindingList &)> Run;
};

/// What the stages need to know.
struct PipelineSetup {
  const SourceCache &Sources;
  const PathMap &Paths;
};

/// The stages in their order. They refer to \p Setup's objects.
std::vector<Stage> findingStages(const PipelineSetup &Setup);

/// Runs them all over \p List.
void finishFindings(FindingList &List, const PipelineSetup &Setup);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_PIPELINE_H
