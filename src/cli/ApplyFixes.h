// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CLI_APPLYFIXES_H
#define ASYNC_TIDY_CLI_APPLYFIXES_H

#include "findings/SourceCache.h"

#include <string>
#include <vector>

namespace async_tidy {

struct FixSummary {
  size_t Applied = 0; ///< Findings.
  size_t Files = 0;
  std::vector<std::string> Problems; ///< Why files could not be written.
  /// Files that are not what was analysed any more; nothing of them is fixed.
  std::vector<std::string> Changed;
};

/// Applies the first safe fix of each finding and removes the fixed findings
/// from \p Findings. A fix is applied whole or not at all: one that touches
/// what another has changed is left for the next run. A file is replaced as a
/// whole; if it cannot be, nothing of it is fixed. \p Analysed are the texts
/// that the findings' places belong to: a file with another text now, such as
/// one that an editor saved in the meantime, is not touched.
FixSummary applySafeFixes(std::vector<Finding> &Findings,
                          const SourceTexts &Analysed);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_APPLYFIXES_H
