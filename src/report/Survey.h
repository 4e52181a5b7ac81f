// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run understood of a code base (`async-tidy survey`): its task types,
// what starts work and waits for it, which helpers block, what is known by a
// name or a signature only, what was given up on, and the facts behind most of
// the findings with the lines of a library file that confirm or overturn them.

#ifndef ASYNC_TIDY_REPORT_SURVEY_H
#define ASYNC_TIDY_REPORT_SURVEY_H

#include "findings/SurveyFact.h"
#include "report/Report.h"

#include <iosfwd>
#include <set>

namespace async_tidy {

/// A fact with the findings that rest on it.
struct SurveyCause {
  FindingCause Cause;
  unsigned Findings = 0;
  std::set<std::string> Functions; ///< in which they are
  std::set<std::string> Checks;
  /// The place of the first.
  Location Example;
};

struct Survey {
  /// By kind, then the most used first, then by name.
  std::vector<SurveyFact> Facts;
  /// Those with most findings first, then by fact. Without those that rest on
  /// the language alone.
  std::vector<SurveyCause> Causes;
  std::vector<RunNotification> Notifications; ///< Gaps and failed units.
  RunInfo Run;
};

/// \p Facts in any order.
Survey makeSurvey(const Report &R, std::vector<SurveyFact> Facts);

/// Lines of a library file that say the opposite of the fact, as Cause.Model,
/// and those that say the same; empty if there are none.
std::string confirmingModel(const FindingCause &C);

/// At most 80 lines; what is left out is counted.
void writeSurveyText(const Survey &S, std::ostream &OS);
/// All of it; docs/output-formats.md has the members.
void writeSurveyJson(const Survey &S, std::ostream &OS);
/// A library file with a line for each fact that can be wrong, with its
/// evidence. All lines are commented out: which facts are wrong only a reader
/// can tell.
void writeSurveyModel(const Survey &S, std::ostream &OS);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_SURVEY_H
