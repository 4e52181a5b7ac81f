// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Analyses one translation unit: a function of the command, the options and
// the files on disk, without global state, so that units can run side by side.

#ifndef ASYNC_TIDY_ENGINE_UNIT_H
#define ASYNC_TIDY_ENGINE_UNIT_H

#include "engine/CommandLine.h"
#include "engine/CompileDatabase.h"
#include "engine/TidyConfig.h"
#include "findings/SourceCache.h"
#include "model/UnitSink.h"

#include <llvm/Support/FileSystem.h>

#include <memory>

namespace async_tidy {

/// Which function bodies the front end need not look at.
enum class SkipBodies { None, System };

struct UnitOptions {
  TidySettings Tidy;
  CommandEdits Edits;
  std::string ResourceDir;
  SkipBodies Skip = SkipBodies::None;
  bool CollectFacts = false; ///< UnitResult::Facts is wanted.
  bool CollectFiles = false; ///< UnitResult::Files is wanted.
  /// Texts that stand for those on the disk, by real path: what files would be
  /// with edits made. May be null.
  std::shared_ptr<const SourceTexts> Instead;
};

enum class UnitStatus {
  Analysed, ///< completely
  Broken,   ///< with compile errors: findings may be missing
  Failed    ///< not at all
};

struct UnitResult {
  UnitStatus Status = UnitStatus::Analysed;
  std::vector<Finding> Findings;
  std::vector<RunNotification> Notifications;
  /// The texts of the files that findings and notes name, as clang read them.
  SourceTexts Sources;
  /// The names that options list, with whether the unit declares them.
  std::map<ListedOptionName, bool> OptionNames;
  /// What each check cost, and the whole unit, parsing included.
  std::map<std::string, CheckCost> Costs;
  std::chrono::duration<double> Time{0};
  /// What the analyses gave up on, in order.
  std::vector<AnalysisGap> Gaps;
  UnitFacts Facts;
  /// What was read, whatever its name; sorted. Paths of all headers of all
  /// units would be a lot of memory.
  std::vector<llvm::sys::fs::UniqueID> Files;
};

/// Never throws; whatever goes wrong is in the result. A crash of the front
/// end is the caller's to catch (Workers.h).
UnitResult analyzeUnit(const CompileEntry &Entry, const UnitOptions &Options);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_UNIT_H
