// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Limit.h"
#include "report/Formats.h"
#include "report/SarifResults.h"
#include "report/SarifText.h"
#include "report/Uri.h"

#include <algorithm>
#include <ostream>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

/// More results than this make GitHub refuse the file.
static constexpr size_t ResultLimit = 25000;
static constexpr std::string_view HomePage =
    "https://github.com/async-tidy/async-tidy";
static constexpr std::string_view NotificationHelp =
    "https://github.com/async-tidy/async-tidy/blob/main/docs/output-formats.md";

namespace {
struct NotificationKind {
  std::string_view Id, Name, Level, Description, Help;
};
} // namespace

// In the order of RunNotification::Kind.
static constexpr NotificationKind Kinds[] = {
    {"unit-failed", "UnitFailed", "error",
     "A translation unit could not be analysed; its findings are missing.",
     "Make the unit compile with clang, or fix its entry in "
     "compile_commands.json. The exit code is 3 as long as a unit fails."},
    {"unit-skipped", "UnitSkipped", "note",
     "A translation unit was left out; its findings are missing.",
     "The message says why. Nothing needs to be done if that is intended."},
    {"configuration", "ConfigurationProblem", "error",
     "A configuration or model file could not be used.",
     "Correct the file at the place that the message names."},
    {"warning", "RunWarning", "warning", "The report may be incomplete.",
     "The message says what is missing and what to do about it."},
    {"gap", "AnalysisGap", "note",
     "A function was not analysed completely; findings in it may be missing.",
     "The message says why, and what to do to have all of it analysed."},
};

static const NotificationKind &kindOf(const RunNotification &N) {
  return Kinds[static_cast<size_t>(N.What)];
}

/// "22.1.8-rc1" -> "22.1.8": the driver's `version` is numeric.
static std::string numericPart(const std::string &Version) {
  std::string Result =
      Version.substr(0, Version.find_first_not_of("0123456789."));
  while (Result.ends_with('.'))
    Result.pop_back();
  return Result;
}

static Json driver(const Report &R, const SarifRules &Rules) {
  Json Notifications = Json::array();
  for (const NotificationKind &K : Kinds)
    Notifications.push_back({{"id", K.Id},
                             {"name", K.Name},
                             {"shortDescription", {{"text", K.Description}}},
                             {"fullDescription", {{"text", K.Description}}},
                             {"help", {{"text", K.Help}, {"markdown", K.Help}}},
                             {"helpUri", NotificationHelp},
                             {"defaultConfiguration", {{"level", K.Level}}}});
  Json Driver = {{"name", "async-tidy"},
                 {"semanticVersion", R.Run.ToolVersion},
                 {"version", numericPart(R.Run.ToolVersion)},
                 {"informationUri", HomePage},
                 {"rules", Rules.Rules},
                 {"notifications", std::move(Notifications)}};
  if (!R.Run.LLVMVersion.empty())
    Driver["properties"] = {{"llvmVersion", R.Run.LLVMVersion}};
  return Driver;
}

static Json notification(const RunNotification &N,
                         const SarifResults &Results) {
  const NotificationKind &K = kindOf(N);
  Json Result = {
      {"descriptor", {{"id", K.Id}, {"index", static_cast<size_t>(N.What)}}},
      {"level", K.Level},
      {"message", {{"text", escapeSarif(sentences(N.Message))}}}};
  if (N.Path.empty())
    return Result;
  Json Place = {{"artifactLocation", Results.artifactLocation(N.Path)}};
  if (N.Line)
    Place["region"] = {{"startLine", N.Line}};
  Result["locations"] = Json::array({{{"physicalLocation", std::move(Place)}}});
  return Result;
}

static Json invocation(const Report &R, const SarifResults &Results,
                       const std::vector<RunNotification> &Notifications) {
  Json Execution = Json::array(), Configuration = Json::array();
  for (const RunNotification &N : Notifications)
    (N.What == RunNotification::Kind::Configuration ? Configuration : Execution)
        .push_back(notification(N, Results));
  // Exit code 1 says that there are findings: the tool did its work.
  bool Successful = R.Run.ExitCode == 0 || R.Run.ExitCode == 1;
  Json Result = {{"executionSuccessful", Successful},
                 {"exitCode", R.Run.ExitCode}};
  if (R.Run.CommandLine.size() > 1)
    Result["arguments"] =
        std::vector(R.Run.CommandLine.begin() + 1, R.Run.CommandLine.end());
  if (!R.Run.WorkingDirectory.empty())
    Result["workingDirectory"] = {
        {"uri", fileUri(R.Run.WorkingDirectory, /*IsFolder=*/true)}};
  Result["toolExecutionNotifications"] = std::move(Execution);
  if (!Configuration.empty())
    Result["toolConfigurationNotifications"] = std::move(Configuration);
  Result["properties"] = {{"unitsAnalysed", R.Run.UnitsAnalysed},
                          {"unitsFailed", R.Run.UnitsFailed},
                          {"unitsSkipped", R.Run.UnitsSkipped}};
  return Result;
}

static Json provenance(const VersionControl &Git) {
  Json Result = {{"repositoryUri", Git.RepositoryUri}};
  if (!Git.Revision.empty())
    Result["revisionId"] = Git.Revision;
  if (!Git.Branch.empty())
    Result["branch"] = Git.Branch;
  Result["mappedTo"] = {{"uriBaseId", SourceRootId}};
  return Result;
}

static std::string overflowMessage(size_t Count) {
  return "SARIF consumers accept " + std::to_string(ResultLimit) +
         " results. The " + std::to_string(Count - ResultLimit) +
         " least severe findings are left out.";
}

namespace {

class SarifReporter : public Reporter {
public:
  void write(const Report &R, const SourceCache &Sources,
             std::ostream &OS) const override {
    std::vector<RunNotification> Notifications = R.Notifications;
    for (std::string &Text : omissions(R))
      Notifications.push_back(
          {RunNotification::Kind::Warning, "", std::move(Text)});
    if (R.Findings.size() <= ResultLimit) {
      writeRun(R, R.Findings, Notifications, Sources, OS);
      return;
    }
    std::vector<Finding> Kept = R.Findings;
    limitFindings(Kept, ResultLimit);
    writeRun(R, Kept, Notifications, Sources, OS);
  }

  std::vector<std::string> omissions(const Report &R) const override {
    if (R.Findings.size() <= ResultLimit)
      return {};
    return {overflowMessage(R.Findings.size())};
  }

private:
  static void writeRun(const Report &R, const std::vector<Finding> &Findings,
                       const std::vector<RunNotification> &Notifications,
                       const SourceCache &Sources, std::ostream &OS) {
    PathMap Paths(R.Run.Root);
    SarifRules Rules(R);
    SarifResults Results(Rules, Paths, Sources);
    Json Run = {
        {"tool", {{"driver", driver(R, Rules)}}},
        {"invocations", Json::array({invocation(R, Results, Notifications)})},
        {"automationDetails", {{"id", "async-tidy/" + R.Run.ConfigName + "/"}}},
        {"columnKind", "utf16CodeUnits"},
        {"originalUriBaseIds",
         {{SourceRootId,
           {{"uri", fileUri(Paths.root(), /*IsFolder=*/true)}}}}}};
    if (R.Run.Git && !R.Run.Git->RepositoryUri.empty())
      Run["versionControlProvenance"] = Json::array({provenance(*R.Run.Git)});
    Run["results"] = Json::array();
    for (const Finding &F : Findings)
      Run["results"].push_back(Results.result(F));
    Json Log = {{"version", "2.1.0"},
                {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                            "errata01/os/schemas/sarif-schema-2.1.0.json"},
                {"runs", Json::array({std::move(Run)})}};
    // Messages quote sources, which need not be valid UTF-8.
    OS << Log.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  }
};

} // namespace

std::unique_ptr<Reporter>
async_tidy::makeSarifReporter(const ReporterOptions &Options) {
  return std::make_unique<SarifReporter>();
}
