// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function per subcommand, each in a file of its name.

#ifndef ASYNC_TIDY_CLI_COMMANDS_H
#define ASYNC_TIDY_CLI_COMMANDS_H

#include "cli/Options.h"

namespace async_tidy {

/// How a subcommand ended.
struct CommandResult {
  int Code = ExitClean;
  /// Threads are left that cannot be ended: leave with _Exit.
  bool ThreadsLeft = false;
};

/// \p ProgramPath is this executable's; \p Arguments what it was called with,
/// for reports.
CommandResult runCheck(const CheckOptions &Options,
                       const std::string &ProgramPath,
                       const std::vector<std::string> &Arguments);
CommandResult runList(const ListOptions &Options);
CommandResult runExplain(const ExplainOptions &Options);
CommandResult runInit(const InitOptions &Options,
                      const std::string &ProgramPath);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_COMMANDS_H
