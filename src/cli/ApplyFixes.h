// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CLI_APPLYFIXES_H
#define ASYNC_TIDY_CLI_APPLYFIXES_H

#include "findings/SourceCache.h"

#include <set>
#include <string>
#include <vector>

namespace async_tidy {

struct FixSummary {
  size_t Applied = 0; ///< Findings.
  size_t Files = 0;
  /// Why files could not be written; then no file is changed.
  std::vector<std::string> Problems;
  /// Files that are not what was analysed any more; nothing of them is fixed.
  std::vector<std::string> Changed;
};

/// Applies the first safe fix of each finding and removes the fixed findings
/// from \p Findings. A fix is applied whole or not at all: one that touches
/// what another has changed is left for the next run. All files are replaced
/// or, if there are Problems, none. \p Analysed are the texts that the
/// findings' places belong to: a file with another text now, such as one that
/// an editor saved in the meantime, is not touched, and neither are those in \p
/// Unstable, of which units saw different texts.
FixSummary applySafeFixes(std::vector<Finding> &Findings,
                          const SourceTexts &Analysed,
                          const std::set<std::string> &Unstable);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_APPLYFIXES_H
