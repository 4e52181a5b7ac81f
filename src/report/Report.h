// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_REPORT_H
#define ASYNC_TIDY_REPORT_REPORT_H

#include "findings/Finding.h"
#include "findings/Rule.h"
#include "findings/VersionControl.h"

#include <optional>
#include <string>
#include <vector>

namespace async_tidy {

struct CheckTime {
  std::string Check;
  double Seconds = 0;
};

/// What the checks cost, summed over the units.
struct RunProfile {
  double Seconds = 0;            ///< All of it, the front end included.
  double CheckSeconds = 0;       ///< All checks.
  std::vector<CheckTime> Checks; ///< The dearest first.
};

/// Facts about the run that findings alone do not tell.
struct RunInfo {
  std::string ToolVersion = ASYNC_TIDY_VERSION;
  std::string LLVMVersion;              ///< "22.1.8"
  std::string WorkingDirectory;         ///< Absolute.
  std::string Root;                     ///< Absolute; see PathMap::findRoot.
  std::vector<std::string> CommandLine; ///< Arguments, program first.
  int ExitCode = 0;                     ///< What the process will return.
  unsigned UnitsAnalysed = 0;
  unsigned UnitsFailed = 0;
  unsigned UnitsSkipped = 0;
  /// Tells runs over the same commit apart: a preset, a build folder's name.
  std::string ConfigName = "default";
  std::optional<VersionControl> Git;
  /// Only on demand: otherwise the same sources give the same report.
  std::optional<RunProfile> Profile;
};

/// Everything that a reporter may show.
struct Report {
  std::vector<Finding> Findings; ///< As the pipeline leaves them.
  std::vector<RunNotification> Notifications;
  std::vector<const Rule *> EnabledRules;
  RunInfo Run;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_REPORT_H
