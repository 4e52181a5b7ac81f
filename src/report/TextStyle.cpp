// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/TextStyle.h"
#include "findings/PathMap.h"
#include "report/DisplayWidth.h"
#include "report/Report.h"

#include <ostream>
#include <set>

using namespace async_tidy;

std::string Style::wrap(std::string_view Code, std::string_view Text) const {
  if (!Colour || Text.empty())
    return std::string(Text);
  std::string Result = "\x1b[";
  Result.append(Code).append("m").append(Text).append("\x1b[0m");
  return Result;
}

std::string Style::severity(Severity S, std::string_view Text) const {
  switch (S) {
  case Severity::Critical:
    return wrap("1;31", Text);
  case Severity::Major:
    return wrap("1;33", Text);
  case Severity::Minor:
    return wrap("1;34", Text);
  }
  return std::string(Text);
}

std::string async_tidy::clickable(const PathMap &Paths, const Location &Where) {
  std::string Result = printable(Paths.display(Where.Path));
  if (Where.Begin.Line != 0)
    Result += ':' + std::to_string(Where.Begin.Line) + ':' +
              std::to_string(Where.Begin.Column);
  return Result;
}

static std::string_view label(RunNotification::Kind What) {
  switch (What) {
  case RunNotification::Kind::UnitFailed:
    return "not analysed";
  case RunNotification::Kind::UnitSkipped:
    return "skipped";
  case RunNotification::Kind::Configuration:
    return "configuration";
  case RunNotification::Kind::Warning:
    return "warning";
  case RunNotification::Kind::Gap:
    return "note";
  }
  return "";
}

void async_tidy::writeNotifications(const Report &R, const PathMap &Paths,
                                    const Style &S, std::ostream &OS) {
  for (const RunNotification &N : R.Notifications) {
    if (!N.Path.empty())
      OS << S.bold(printable(Paths.display(N.Path)) +
                   (N.Line ? ':' + std::to_string(N.Line) : "") + ':')
         << ' ';
    std::string Label(label(N.What));
    bool Mild = N.What == RunNotification::Kind::UnitSkipped ||
                N.What == RunNotification::Kind::Gap;
    OS << (Mild ? S.dim(Label) : S.failure(Label)) << ": "
       << printable(N.Message) << '\n';
  }
}

static std::string counted(size_t Count, std::string_view Noun) {
  std::string Result = std::to_string(Count) + ' ' + std::string(Noun);
  return Count == 1 ? Result : Result + 's';
}

void async_tidy::writeSummary(const Report &R, const Style &S,
                              std::ostream &OS) {
  size_t Counts[3] = {};
  std::set<std::string_view> Files;
  for (const Finding &F : R.Findings) {
    ++Counts[static_cast<size_t>(F.Level)];
    Files.insert(F.Where.Path);
  }
  if (R.Findings.empty()) {
    OS << S.bold("no findings");
  } else {
    OS << S.bold(counted(R.Findings.size(), "finding")) << " (";
    std::string_view Separator;
    for (auto [Level, Name] : {std::pair(Severity::Critical, "critical"),
                               std::pair(Severity::Major, "major"),
                               std::pair(Severity::Minor, "minor")}) {
      size_t Count = Counts[static_cast<size_t>(Level)];
      if (Count == 0)
        continue;
      OS << Separator << S.severity(Level, std::to_string(Count) + ' ' + Name);
      Separator = ", ";
    }
    OS << ") in " << counted(Files.size(), "file");
  }
  OS << "; " << counted(R.Run.UnitsAnalysed, "unit") << " analysed";
  if (R.Run.UnitsFailed != 0)
    OS << ", " << S.failure(std::to_string(R.Run.UnitsFailed) + " failed");
  if (R.Run.UnitsSkipped != 0)
    OS << ", " << R.Run.UnitsSkipped << " skipped";
  OS << '\n';
}
