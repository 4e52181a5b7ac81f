// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/PathMap.h"
#include "report/DisplayWidth.h"
#include "report/Formats.h"
#include "report/TextStyle.h"

#include <ostream>

using namespace async_tidy;

namespace {

/// The form that editors' problem matchers know: their words for severities,
/// one line, no source.
class ConciseReporter : public Reporter {
public:
  explicit ConciseReporter(const ReporterOptions &Options)
      : S(Options.Colour) {}

  void write(const Report &R, const SourceCache &Sources,
             std::ostream &OS) const override {
    PathMap Paths(R.Run.WorkingDirectory);
    for (const Finding &F : R.Findings)
      OS << clickable(Paths, F.Where) << ": "
         << S.severity(F.Level, word(F.Level)) << ": " << printable(F.Message)
         << ' ' << S.dim('[' + F.Check + ']') << '\n';
    writeNotifications(R, Paths, S, OS);
    writeSummary(R, S, OS);
  }

private:
  static std::string_view word(Severity Level) {
    switch (Level) {
    case Severity::Critical:
      return "error";
    case Severity::Major:
      return "warning";
    case Severity::Minor:
      return "note";
    }
    return "";
  }

  Style S;
};

} // namespace

std::unique_ptr<Reporter>
async_tidy::makeConciseReporter(const ReporterOptions &Options) {
  return std::make_unique<ConciseReporter>(Options);
}
