// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fix must not make a new mistake: `co_await` under a lock turns a task that
// never runs into a deadlock. Before anything is written, the units that
// include a file to be changed are analysed again as if it were.

#ifndef ASYNC_TIDY_CLI_VERIFYFIXES_H
#define ASYNC_TIDY_CLI_VERIFYFIXES_H

#include "cli/ApplyFixes.h"
#include "engine/Run.h"

namespace async_tidy {

/// The run whose findings are to be fixed. UnitOptions::CollectFiles was set.
struct FixedRun {
  const Plan &Planned;
  const UnitOptions &Options;
  const WorkerOptions &Workers;
  const RunOutcome &Outcome;
};

struct VerifiedFixes {
  FixChoice Made;
  /// By index in the findings: why a fix is not made, in the words of a
  /// notification.
  std::map<size_t, std::string> TakenBack;
  /// What the units that are affected by Made come to with it: by unit of the
  /// plan, in order, and their outcome.
  std::vector<size_t> Units;
  RunOutcome After;
  bool ThreadsLeft = false; ///< By any trial; see WorkersResult.
};

/// Chooses those fixes of \p Candidates that add no finding to any unit, and no
/// compile error. What is left out is found by trying groups, at most \p
/// MaxTrials times; what is not tried by then is taken back.
VerifiedFixes verifyFixes(const std::vector<Finding> &Findings,
                          std::vector<size_t> Candidates, const FixedRun &Run,
                          unsigned MaxTrials = 32);

/// The raw findings of the run with the fixes made: those of the units that
/// were analysed again, and of the others as they were.
std::vector<Finding> findingsAfter(const VerifiedFixes &Fixes,
                                   const RunOutcome &Before);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_VERIFYFIXES_H
