// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reports of a run, each to its place.

#ifndef ASYNC_TIDY_CLI_OUTPUTS_H
#define ASYNC_TIDY_CLI_OUTPUTS_H

#include "cli/Options.h"
#include "report/Report.h"

namespace async_tidy {

class SourceCache;

class Outputs {
public:
  /// Reads the requests of \p Options. What is wrong with them, or nothing.
  std::optional<std::string> configure(const CheckOptions &Options);

  /// Writes all of them; files appear whole or not at all. The first thing
  /// that went wrong, or nothing.
  std::optional<std::string> write(const Report &R,
                                   const SourceCache &Sources) const;

  /// Does a person read the report on stdout?
  bool tellsNotificationsOnStdout() const;

private:
  std::vector<OutputRequest> Requests;
  std::string Colour;
  bool Fold = true; ///< See ReporterOptions.
};

/// Does \p Descriptor show colours, by \p When (auto, always, never), NO_COLOR
/// and whether it is a terminal?
bool useColour(const std::string &When, int Descriptor);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_OUTPUTS_H
