// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/PathMap.h"
#include "report/CauseJson.h"
#include "report/Formats.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

// The schema is documented in docs/output-formats.md. A change that breaks
// readers raises the version; a new member does not.
static constexpr int FormatVersion = 1;

static Json position(const Position &P) {
  return {{"line", P.Line}, {"column", P.Column}, {"offset", P.Offset}};
}

static Json location(const Location &Where, const PathMap &Paths) {
  return {{"path", Paths.display(Where.Path)},
          {"begin", position(Where.Begin)},
          {"end", position(Where.End)}};
}

static Json fixes(const Finding &F, const PathMap &Paths) {
  Json Result = Json::array();
  for (const Fix &X : F.Fixes) {
    Json Edits = Json::array();
    for (const Edit &E : X.Edits)
      Edits.push_back(
          {{"location", location(E.Where, Paths)}, {"text", E.Text}});
    Result.push_back(
        {{"description", X.Description},
         {"safety", X.Safety == FixSafety::Safe ? "safe" : "unsafe"},
         {"edits", std::move(Edits)}});
  }
  return Result;
}

static Json finding(const Finding &F, const PathMap &Paths) {
  Json Notes = Json::array();
  for (const Note &N : F.Notes) {
    Json Entry = {{"message", N.Message}, {"location", nullptr}};
    if (!N.Where.Path.empty())
      Entry["location"] = location(N.Where, Paths);
    Notes.push_back(std::move(Entry));
  }
  return {{"check", F.Check},
          {"severity", severityName(F.Level)},
          {"message", F.Message},
          {"help", F.Help},
          {"location", location(F.Where, Paths)},
          {"function", F.Function},
          {"fingerprint", F.Fingerprint},
          {"notes", std::move(Notes)},
          {"fixes", fixes(F, Paths)},
          {"cause", causeJson(F.Cause)}};
}

static std::string_view kindName(RunNotification::Kind What) {
  switch (What) {
  case RunNotification::Kind::UnitFailed:
    return "unit-failed";
  case RunNotification::Kind::UnitSkipped:
    return "unit-skipped";
  case RunNotification::Kind::Configuration:
    return "configuration";
  case RunNotification::Kind::Warning:
    return "warning";
  case RunNotification::Kind::Gap:
    return "gap";
  }
  return "";
}

static Json notifications(const Report &R, const PathMap &Paths) {
  Json Result = Json::array();
  for (const RunNotification &N : R.Notifications) {
    Result.push_back({{"kind", kindName(N.What)},
                      {"path", Paths.display(N.Path)},
                      {"message", N.Message}});
    if (N.Line)
      Result.back()["line"] = N.Line;
  }
  return Result;
}

static Json rules(const Report &R) {
  Json Result = Json::array();
  for (const Rule *Each : R.EnabledRules)
    Result.push_back({{"id", Each->Id},
                      {"group", Each->Group},
                      {"severity", severityName(Each->Level)},
                      {"precision", precisionName(Each->Confidence)},
                      {"since", Each->Since},
                      {"summary", ruleSummary(*Each)},
                      {"url", ruleUrl(*Each)}});
  return Result;
}

/// In whole microseconds: what is behind them is noise.
static double seconds(double Exact) { return std::round(Exact * 1e6) / 1e6; }

static Json profile(const RunProfile &Profile) {
  Json Checks = Json::array();
  for (const CheckTime &Each : Profile.Checks)
    Checks.push_back(
        {{"check", Each.Check}, {"seconds", seconds(Each.Seconds)}});
  return {{"seconds", seconds(Profile.Seconds)},
          {"checkSeconds", seconds(Profile.CheckSeconds)},
          {"checks", std::move(Checks)}};
}

static Json run(const RunInfo &Run) {
  Json Result = {{"config", Run.ConfigName},
                 {"root", Run.Root},
                 {"workingDirectory", Run.WorkingDirectory},
                 {"commandLine", Run.CommandLine},
                 {"exitCode", Run.ExitCode},
                 {"units",
                  {{"analysed", Run.UnitsAnalysed},
                   {"failed", Run.UnitsFailed},
                   {"skipped", Run.UnitsSkipped}}}};
  if (Run.Git)
    Result["git"] = {{"repository", Run.Git->RepositoryUri},
                     {"revision", Run.Git->Revision},
                     {"branch", Run.Git->Branch}};
  if (Run.Profile)
    Result["profile"] = profile(*Run.Profile);
  return Result;
}

static Json summary(const Report &R) {
  unsigned Counts[3] = {};
  for (const Finding &F : R.Findings)
    ++Counts[static_cast<size_t>(F.Level)];
  return {{"findings", R.Findings.size()},
          {"critical", Counts[static_cast<size_t>(Severity::Critical)]},
          {"major", Counts[static_cast<size_t>(Severity::Major)]},
          {"minor", Counts[static_cast<size_t>(Severity::Minor)]}};
}

namespace {

class JsonReporter : public Reporter {
public:
  void write(const Report &R, const SourceCache &Sources,
             std::ostream &OS) const override {
    PathMap Paths(R.Run.Root);
    Json Findings = Json::array();
    for (const Finding &F : R.Findings)
      Findings.push_back(finding(F, Paths));
    Json Document = {{"format", "async-tidy"},
                     {"version", FormatVersion},
                     {"tool",
                      {{"name", "async-tidy"},
                       {"version", R.Run.ToolVersion},
                       {"llvmVersion", R.Run.LLVMVersion}}},
                     {"run", run(R.Run)},
                     {"summary", summary(R)},
                     {"findings", std::move(Findings)},
                     {"notifications", notifications(R, Paths)},
                     {"rules", rules(R)}};
    // Paths and messages quote sources, which need not be valid UTF-8.
    OS << Document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  }
};

} // namespace

std::unique_ptr<Reporter>
async_tidy::makeJsonReporter(const ReporterOptions &Options) {
  return std::make_unique<JsonReporter>();
}
