// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Commands.h"
#include "cli/Messages.h"
#include "cli/Outputs.h"
#include "cli/SurveyOutputs.h"
#include "cli/VerifyFixes.h"
#include "engine/ResourceDir.h"
#include "engine/Run.h"
#include "findings/PathMap.h"
#include "findings/Pipeline.h"
#include "findings/Sort.h"
#include "findings/SourceCache.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/Support/FileSystem.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <set>
#include <thread>
#include <tuple>
#include <unistd.h>

using namespace async_tidy;

static std::string currentFolder() {
  llvm::SmallString<256> Here;
  if (llvm::sys::fs::current_path(Here))
    return ".";
  return std::string(Here);
}

namespace {
/// One run of the subcommand, step by step. Each step says by its result
/// whether the next one makes sense; Code is the answer if not.
class CheckRun {
public:
  CheckRun(const CheckOptions &Options, std::vector<std::string> Arguments)
      : Options(Options), Arguments(std::move(Arguments)),
        Here(currentFolder()) {}

  CommandResult run(const std::string &ProgramPath);

private:
  bool fail(const std::string &Message) {
    printError(Message);
    Result.Code = ExitUsage;
    return false;
  }
  bool prepare(const std::string &ProgramPath);
  bool loadDatabase(CompileDatabase &Database);
  bool plan();
  bool checkSettings();
  void analyse();
  FindingList finished(FindingList List) const;
  FindingList applyFixes(FindingList List);
  int exitCode(const FindingList &List) const;
  RunInfo runInfo() const;
  Report decide();
  void tell(const Report &R) const;
  void report();
  void reportSurvey();
  std::vector<const Rule *> enabledRules() const;

  const CheckOptions &Options;
  std::vector<std::string> Arguments;
  std::string Here;
  Outputs Writers;
  UnitOptions Units;
  Plan Planned;
  WorkerOptions Workers;
  RunOutcome Outcome;
  SourceCache Sources;
  std::optional<PathMap> Paths;    ///< From the source root.
  std::optional<FixSummary> Fixes; ///< With --fix, once they are applied.
  std::vector<const Rule *> Rules; ///< Those that are on for some unit.
  CommandResult Result;
};
} // namespace

bool CheckRun::prepare(const std::string &ProgramPath) {
  if (Options.Survey) {
    if (auto Wrong = checkSurveyOptions(Options))
      return fail(*Wrong);
  } else if (auto Wrong = Writers.configure(Options)) {
    return fail(*Wrong);
  }
  Units.CollectFacts = Options.Survey.has_value();
  Units.CollectFiles = Options.Fix;
  auto ResourceDir = findResourceDir(Options.ResourceDir, ProgramPath);
  if (!ResourceDir)
    return fail(toString(ResourceDir.takeError()));
  Units.ResourceDir = *ResourceDir;
  std::string Root = Options.Root.empty() ? PathMap::findRoot(Here)
                                          : absolutePath(Options.Root, Here);
  Paths.emplace(Root);
  Units.Tidy.Checks = Options.Checks;
  Units.Tidy.Root = Root;
  Units.Tidy.LimitFactor = Options.LimitFactor;
  for (const std::string &File : Options.Models)
    Units.Tidy.ModelFiles.push_back(absolutePath(File, Here));
  Units.Edits = {Options.ExtraArgsBefore, Options.ExtraArgs,
                 Options.RemovedArgs};
  Units.Skip =
      Options.SkipBodies == "system" ? SkipBodies::System : SkipBodies::None;
  return true;
}

bool CheckRun::loadDatabase(CompileDatabase &Database) {
  if (Options.FixedCommand) {
    if (Options.Paths.empty())
      return fail("name the files to analyse before '--'");
    for (const std::string &Path : Options.Paths) {
      CompileEntry Entry{
          absolutePath(Path, Here), Here, {"clang++"}, "the command line"};
      Entry.Args.insert(Entry.Args.end(), Options.FixedCommand->begin(),
                        Options.FixedCommand->end());
      Database.Entries.push_back(std::move(Entry));
    }
    return true;
  }
  std::string Build = Options.Build;
  // Without -p clang's tools look above the first file.
  if (Build.empty() && !Options.Paths.empty()) {
    llvm::StringRef First = Options.Paths.front();
    Build =
        absolutePath(llvm::sys::fs::is_directory(First) ? First.str()
                                                        : (First + "/..").str(),
                     Here);
  }
  auto Path = findCompileDatabase(Build.empty() ? Here : Build);
  if (!Path)
    return fail(toString(Path.takeError()));
  auto Read = readCompileDatabase(*Path);
  if (!Read)
    return fail(toString(Read.takeError()));
  Database = std::move(*Read);
  return true;
}

bool CheckRun::plan() {
  CompileDatabase Database;
  if (!loadDatabase(Database))
    return false;
  PlanRequest Request;
  Request.AllConfigs = Options.AllConfigs;
  for (const std::string &Path : Options.Paths)
    Request.Paths.push_back(absolutePath(Path, Here));
  auto Made = makePlan(Database, Request);
  if (!Made)
    return fail(toString(Made.takeError()));
  Planned = std::move(*Made);
  return true;
}

bool CheckRun::checkSettings() {
  std::vector<std::string> Files;
  for (const CompileEntry &Entry : Planned.Units)
    Files.push_back(Entry.File);
  auto Problems = checkConfiguration(Units.Tidy, Files);
  bool Usable = true;
  for (const RunNotification &Problem : Problems) {
    if (Problem.What == RunNotification::Kind::Configuration)
      Usable = fail(Problem.Message);
    else
      Planned.Notifications.push_back(Problem);
  }
  if (!Usable)
    return false;
  Rules = enabledRules();
  // A run that looks for nothing must not look like a clean one.
  // A unit without its file is reported as such.
  bool SomeFile = llvm::any_of(Planned.Units, [](const CompileEntry &Entry) {
    return llvm::sys::fs::exists(Entry.File);
  });
  if (Rules.empty() && SomeFile)
    return fail(Options.Checks
                    ? "--checks=" + *Options.Checks +
                          " leaves no check enabled; 'async-tidy list' shows "
                          "all of them"
                    : "the .clang-tidy files leave no check of async-tidy "
                      "enabled; correct 'Checks', or name checks with "
                      "--checks");
  return true;
}

void CheckRun::analyse() {
  Workers.Threads = Options.Jobs
                        ? Options.Jobs
                        : std::max(1u, std::thread::hardware_concurrency());
  Workers.Timeout = std::chrono::seconds(Options.Timeout);
  bool Show = !Options.Quiet && isatty(STDERR_FILENO);
  if (Show)
    Workers.Progress = [](size_t Done, size_t Total) {
      std::cerr << "\r[" << Done << "/" << Total << "]"
                << (Done == Total ? "\r\033[K" : "") << std::flush;
    };
  Outcome = runPlan(Planned, Units, Workers);
  // Reports quote what was analysed, not what is on the disk by now.
  for (const auto &[Path, Text] : Outcome.Sources)
    Sources.add(Path, Text);
  Result.ThreadsLeft = Outcome.ThreadsLeft;
}

std::vector<const Rule *> CheckRun::enabledRules() const {
  std::set<std::string> Ids, Folders;
  for (const CompileEntry &Entry : Planned.Units)
    if (llvm::sys::fs::exists(Entry.File) &&
        Folders.insert(Entry.File.substr(0, Entry.File.rfind('/'))).second)
      for (std::string &Id : enabledChecks(Units.Tidy, Entry.File))
        Ids.insert(std::move(Id));
  std::vector<const Rule *> Rules;
  for (const Rule &R : allRules())
    if (Ids.count(std::string(R.Id)))
      Rules.push_back(&R);
  return Rules;
}

static RunProfile profileOf(const RunOutcome &Outcome) {
  RunProfile Profile;
  Profile.Seconds = Outcome.Time.count();
  for (const auto &[Check, Cost] : Outcome.Costs) {
    Profile.Checks.push_back({Check, Cost.Time.count()});
    Profile.CheckSeconds += Cost.Time.count();
  }
  std::sort(Profile.Checks.begin(), Profile.Checks.end(),
            [](const CheckTime &A, const CheckTime &B) {
              return std::tie(B.Seconds, A.Check) <
                     std::tie(A.Seconds, B.Check);
            });
  return Profile;
}

FindingList CheckRun::finished(FindingList List) const {
  finishFindings(List, {Sources, *Paths});
  return List;
}

/// Tells why fixes were not made; what the report shows of them is a
/// suggestion.
static void tellTakenBack(const VerifiedFixes &Fixes,
                          const std::vector<Finding> &Before,
                          FindingList &List) {
  for (const auto &[I, Why] : Fixes.TakenBack) {
    const Finding &Old = Before[I];
    RunNotification N{RunNotification::Kind::Warning, Old.Where.Path,
                      "the fix of " + Old.Check + " was taken back: " + Why};
    N.Line = Old.Where.Begin.Line;
    List.Notifications.push_back(std::move(N));
    for (Finding &F : List.Findings)
      if (F.Check == Old.Check && F.Message == Old.Message &&
          F.Where.Path == Old.Where.Path && F.Function == Old.Function)
        for (Fix &Suggestion : F.Fixes)
          Suggestion.Safety = FixSafety::Unsafe;
  }
}

/// Mends what it can; what is left, and why, is in the list.
FindingList CheckRun::applyFixes(FindingList List) {
  std::set<std::string> Changed;
  VerifiedFixes Verified =
      verifyFixes(List.Findings,
                  fixableFindings(List.Findings, Outcome.Sources,
                                  Outcome.ChangedFiles, Changed),
                  {Planned, Units, Workers, Outcome});
  Result.ThreadsLeft |= Verified.ThreadsLeft;
  Fixes.emplace();
  Fixes->Problems = replaceFiles(Verified.Made.Files);
  FindingList Left = List;
  if (Fixes->Problems.empty() && !Verified.Made.Findings.empty()) {
    Fixes->Applied = Verified.Made.Findings.size();
    Fixes->Files = Verified.Made.Files.size();
    // The report is about the code as it is now.
    for (const Replacement &File : Verified.Made.Files)
      Sources.add(File.Path, File.New);
    for (const auto &[Path, Text] : Verified.After.Sources)
      Sources.add(Path, Text);
    Left = finished({findingsAfter(Verified, Outcome), List.Notifications});
  }
  tellTakenBack(Verified, List.Findings, Left);
  for (const std::string &Path : Changed)
    Left.Notifications.push_back(
        {RunNotification::Kind::Warning, Path,
         "changed while it was analysed, so nothing in it was fixed. Run "
         "again"});
  sortNotifications(Left.Notifications);
  return Left;
}

int CheckRun::exitCode(const FindingList &List) const {
  bool Misconfigured =
      llvm::any_of(List.Notifications, [](const RunNotification &N) {
        return N.What == RunNotification::Kind::Configuration;
      });
  if (Misconfigured || (Fixes && !Fixes->Problems.empty()))
    return ExitUsage;
  if (Outcome.Failed)
    return ExitUnits;
  return List.Findings.empty() ? ExitClean : ExitFindings;
}

RunInfo CheckRun::runInfo() const {
  RunInfo Run;
  Run.LLVMVersion = LLVM_VERSION_STRING;
  Run.WorkingDirectory = Here;
  Run.Root = Paths->root();
  Run.CommandLine = Arguments;
  Run.CommandLine.insert(Run.CommandLine.begin(), "async-tidy");
  Run.UnitsAnalysed = Outcome.Analysed;
  Run.UnitsFailed = Outcome.Failed;
  Run.UnitsSkipped = Planned.Skipped;
  Run.Git = readVersionControl(Paths->root());
  if (Options.ProfileChecks)
    Run.Profile = profileOf(Outcome);
  return Run;
}

/// What the run comes to, exit code included. Prints nothing and, but for
/// fixes, writes nothing.
Report CheckRun::decide() {
  FindingList List = finished({Outcome.Findings, Outcome.Notifications});
  if (Options.Fix)
    List = applyFixes(std::move(List));
  Result.Code = exitCode(List);
  Report R;
  R.Findings = std::move(List.Findings);
  R.Notifications = std::move(List.Notifications);
  R.EnabledRules = Rules;
  R.Run = runInfo();
  R.Run.ExitCode = Result.Code;
  return R;
}

void CheckRun::tell(const Report &R) const {
  if (R.Run.Profile)
    tellProfile(*R.Run.Profile);
  if (Fixes)
    tellFixes(*Fixes, Options.Quiet);
  // Only where no report on stdout does it.
  if (!Writers.tellsNotificationsOnStdout())
    tellNotifications(R.Notifications, Options.Quiet);
}

/// The facts with how often each place of the code uses them.
static std::vector<SurveyFact> factsOf(const RunOutcome &Outcome) {
  std::vector<SurveyFact> Facts;
  for (const auto &[Fact, Places] : Outcome.Facts)
    Facts.push_back({static_cast<SurveyFact::Kind>(Fact.What), Fact.Name,
                     Fact.Detail, idOf(Fact.By).str(),
                     static_cast<unsigned>(Places.size())});
  return Facts;
}

/// What is told instead of the findings, which decide no exit code either.
void CheckRun::reportSurvey() {
  Report R = decide();
  tellNotifications(R.Notifications, Options.Quiet);
  if (Result.Code == ExitFindings)
    Result.Code = ExitClean;
  if (auto Problem = writeSurvey(makeSurvey(R, factsOf(Outcome)), Options))
    fail(*Problem);
}

void CheckRun::report() {
  Report R = decide();
  tell(R);
  if (auto Problem = Writers.write(R, Sources))
    fail(*Problem);
}

CommandResult CheckRun::run(const std::string &ProgramPath) {
  if (!prepare(ProgramPath) || !plan() || !checkSettings())
    return Result;
  if (Options.Verbose)
    tellDroppedFlags(Planned.Units, Units.Edits);
  analyse();
  Options.Survey ? reportSurvey() : report();
  return Result;
}

CommandResult async_tidy::runCheck(const CheckOptions &Options,
                                   const std::string &ProgramPath,
                                   const std::vector<std::string> &Arguments) {
  return CheckRun(Options, Arguments).run(ProgramPath);
}
