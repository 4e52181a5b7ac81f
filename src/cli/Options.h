// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the command line says.

#ifndef ASYNC_TIDY_CLI_OPTIONS_H
#define ASYNC_TIDY_CLI_OPTIONS_H

#include "engine/Unit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace async_tidy {

/// Exit codes of the program. UnitsFailed wins over Findings.
enum ExitCode { ExitClean = 0, ExitFindings = 1, ExitUsage = 2, ExitUnits = 3 };

/// --output FORMAT[=FILE]
struct OutputRequest {
  std::string Format;
  std::string File; ///< Empty: stdout.
};

/// What `survey` takes besides the options of `check`.
struct SurveyOptions {
  std::string WriteModel; ///< Empty: no file.
  bool Force = false;     ///< WriteModel may exist.
};

struct CheckOptions {
  std::string Build;              ///< -p; empty: look from the files upwards.
  std::vector<std::string> Paths; ///< As given.
  std::optional<std::string> Checks;
  std::vector<std::string> Outputs;
  std::vector<std::string> Models;
  std::optional<unsigned> LimitFactor;
  unsigned Jobs = 0; ///< 0: one per processor.
  std::string Root;
  bool All = false; ///< Findings that repeat one fact are all shown.
  bool Quiet = false;
  bool Verbose = false;
  bool Fix = false;
  bool ProfileChecks = false;
  bool AllConfigs = false;
  std::string Colour = "auto";
  std::vector<std::string> ExtraArgs, ExtraArgsBefore, RemovedArgs;
  unsigned Timeout = 300;
  std::string ResourceDir;
  std::string SkipBodies = "none";
  std::optional<SurveyOptions> Survey; ///< Tell this instead of findings.
  /// After "--": a command for files without a database.
  std::optional<std::vector<std::string>> FixedCommand;
};

struct ListOptions {
  bool Json = false;
};

struct ExplainOptions {
  std::string Id;
};

struct InitOptions {
  std::string Editor;
  std::string Clangd; ///< Empty: the one beside this program.
  bool PrintOnly = false;
};

/// What to do, as the command line says.
struct CommandLine {
  enum class Verb { Check, List, Explain, Init, Exit };
  Verb What = Verb::Exit;
  CheckOptions Check;
  ListOptions List;
  ExplainOptions Explain;
  InitOptions Init;
  int Code = 0;        ///< With Exit: help was shown, or the usage is wrong.
  std::string Message; ///< With Exit: text for stdout (code 0) or stderr.
};

/// Never exits the process. \p Args without the program's name.
CommandLine parseCommandLine(std::vector<std::string> Args);

/// Splits "sarif=out.sarif". "-" as file means stdout. Nothing when the format
/// is not one of \p Formats.
std::optional<OutputRequest>
parseOutput(std::string_view Text, const std::vector<std::string> &Formats);

/// The text of --version.
std::string versionText();

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_OPTIONS_H
