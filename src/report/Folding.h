// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which findings a report for people leaves out because they repeat one fact.
// Folding is rendering only: counts, exit codes, fingerprints and the formats
// for programs have every finding.

#ifndef ASYNC_TIDY_REPORT_FOLDING_H
#define ASYNC_TIDY_REPORT_FOLDING_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

/// What to do with one finding of a list.
struct Fold {
  bool IsHidden = false;
  /// How many later findings rest on the same fact and are hidden; told behind
  /// this one.
  unsigned More = 0;
};

/// One entry for each of \p Findings. After the third finding of one check that
/// rests on one fact the others are hidden. Findings that rest on the language
/// alone have nothing in common but the language, and stay.
std::vector<Fold> foldByCause(const std::vector<Finding> &Findings);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_FOLDING_H
