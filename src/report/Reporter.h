// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_REPORTER_H
#define ASYNC_TIDY_REPORT_REPORTER_H

#include "report/Report.h"

#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace async_tidy {

class SourceCache;

/// How to show a report; only the text formats look at it.
struct ReporterOptions {
  bool Colour = false;  ///< ANSI escapes; the caller decides auto.
  bool Unicode = true;  ///< Box-drawing characters instead of ASCII.
  bool Snippets = true; ///< Source lines below each place.
  bool Fold = false;    ///< Findings that repeat one fact are only counted.
};

/// One output format. Formats are stateless: the same report gives the same
/// bytes.
class Reporter {
public:
  virtual ~Reporter() = default;

  /// Writes \p R to \p OS. Never fails by itself; the caller checks \p OS.
  virtual void write(const Report &R, const SourceCache &Sources,
                     std::ostream &OS) const = 0;

  /// What write() leaves out because of limits of the format, one sentence
  /// each, for stderr.
  virtual std::vector<std::string> omissions(const Report &R) const {
    return {};
  }
};

struct ReporterFormat {
  std::string_view Name;    ///< As in --output NAME[=FILE].
  std::string_view Summary; ///< For --help, no final period.
};

/// All formats, in the order of the documentation.
std::span<const ReporterFormat> reporterFormats();

/// The reporter called \p Name, or nullptr.
std::unique_ptr<Reporter> makeReporter(std::string_view Name,
                                       const ReporterOptions &Options = {});

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_REPORTER_H
