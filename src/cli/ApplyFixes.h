// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which fixes of a run's findings can be made together, and what they make of
// the files.

#ifndef ASYNC_TIDY_CLI_APPLYFIXES_H
#define ASYNC_TIDY_CLI_APPLYFIXES_H

#include "findings/SourceCache.h"
#include "report/ReplaceFiles.h"

#include <set>
#include <string>
#include <vector>

namespace async_tidy {

/// The findings with a safe fix that may be made, by index in \p Findings. \p
/// Analysed are the texts that the findings' places belong to: a file with
/// another text now, such as one that an editor saved in the meantime, is not
/// touched, and neither are those in \p Unstable, of which units saw different
/// texts. Both kinds are added to \p Changed.
std::vector<size_t> fixableFindings(const std::vector<Finding> &Findings,
                                    const SourceTexts &Analysed,
                                    const std::set<std::string> &Unstable,
                                    std::set<std::string> &Changed);

struct FixChoice {
  std::vector<size_t> Findings; ///< Those whose fixes are made.
  std::vector<Replacement> Files;
};

/// Takes the first safe fix of each of \p Candidates, in that order. A fix is
/// taken whole or not at all: one that touches what another has changed is left
/// for the next run.
FixChoice chooseFixes(const std::vector<Finding> &Findings,
                      const std::vector<size_t> &Candidates,
                      const SourceTexts &Analysed);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_APPLYFIXES_H
