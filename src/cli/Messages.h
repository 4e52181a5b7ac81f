// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run says on stderr, beside its reports.

#ifndef ASYNC_TIDY_CLI_MESSAGES_H
#define ASYNC_TIDY_CLI_MESSAGES_H

#include "engine/CommandLine.h"
#include "report/Report.h"

#include <string>
#include <vector>

namespace async_tidy {

/// "async-tidy: error: …"
void printError(const std::string &Message);

/// The flags that each command lost.
void tellDroppedFlags(const std::vector<CompileEntry> &Units,
                      const CommandEdits &Edits);

/// "   0.012 s   3.4 %  async-blocking-call", the dearest first.
void tellProfile(const RunProfile &Profile);

/// What came of --fix.
struct FixSummary {
  size_t Applied = 0; ///< Findings.
  size_t Files = 0;
  /// Why files could not be written; then no file is changed.
  std::vector<std::string> Problems;
};

/// Why fixes could not be written and, unless \p Quiet, what was fixed.
void tellFixes(const FixSummary &Summary, bool Quiet);

/// One line each; with \p Quiet only those about units that failed.
void tellNotifications(const std::vector<RunNotification> &Notifications,
                       bool Quiet);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_MESSAGES_H
