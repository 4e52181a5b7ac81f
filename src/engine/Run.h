// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A whole run: from a plan to findings and facts about the units.

#ifndef ASYNC_TIDY_ENGINE_RUN_H
#define ASYNC_TIDY_ENGINE_RUN_H

#include "engine/Plan.h"
#include "engine/Unit.h"
#include "engine/Workers.h"

#include <set>

namespace async_tidy {

/// What came of one unit of the plan.
struct UnitSummary {
  bool IsAnalysed = false; ///< Completely, without a compile error.
  /// Its findings in RunOutcome::Findings: from here to the next unit's.
  size_t FirstFinding = 0;
  std::vector<llvm::sys::fs::UniqueID> Files; ///< UnitResult::Files
};

struct RunOutcome {
  std::vector<Finding> Findings; ///< In the plan's order; not yet deduplicated.
  std::vector<UnitSummary> Units; ///< One for each unit of the plan.
  std::vector<RunNotification> Notifications;
  /// What each check cost, summed over the units, and all of it.
  std::map<std::string, CheckCost> Costs;
  std::chrono::duration<double> Time{0};
  UnitFacts Facts; ///< Of all units, if they were asked for.
  /// The texts of the files that findings name, as they were analysed.
  SourceTexts Sources;
  /// Those of which two units saw different texts.
  std::set<std::string> ChangedFiles;
  unsigned Analysed = 0;
  unsigned Failed = 0;      ///< Also units with compile errors.
  bool ThreadsLeft = false; ///< See WorkersResult.
};

/// What to tell about a unit that crashed: whose mistake it is, and what to do.
std::string crashMessage(const UnitOutcome &Outcome);

/// Analyses the units of \p P on \p Workers. The outcome does not depend on
/// how the threads were scheduled.
RunOutcome runPlan(const Plan &P, const UnitOptions &Options,
                   const WorkerOptions &Workers);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_RUN_H
