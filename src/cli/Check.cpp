// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/ApplyFixes.h"
#include "cli/Commands.h"
#include "cli/Outputs.h"
#include "engine/ResourceDir.h"
#include "engine/Run.h"
#include "findings/PathMap.h"
#include "findings/Pipeline.h"
#include "findings/SourceCache.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FormatVariadic.h>

#include <algorithm>

#include <iostream>
#include <set>
#include <thread>
#include <unistd.h>

using namespace async_tidy;

void async_tidy::printError(const std::string &Message) {
  std::cerr << "async-tidy: error: " << Message << "\n";
}

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
  void applyFixes(FindingList &List);
  Report makeReport();
  void tellNotifications(const Report &R) const;
  void report();
  void tellVerbose() const;
  void tellCosts() const;
  std::vector<const Rule *> enabledRules() const;

  const CheckOptions &Options;
  std::vector<std::string> Arguments;
  std::string Here;
  Outputs Writers;
  UnitOptions Units;
  Plan Planned;
  RunOutcome Outcome;
  SourceCache Sources;
  std::string Root;                ///< See PathMap::findRoot.
  std::vector<const Rule *> Rules; ///< Those that are on for some unit.
  CommandResult Result;
};
} // namespace

bool CheckRun::prepare(const std::string &ProgramPath) {
  if (auto Wrong = Writers.configure(Options))
    return fail(*Wrong);
  auto ResourceDir = findResourceDir(Options.ResourceDir, ProgramPath);
  if (!ResourceDir)
    return fail(toString(ResourceDir.takeError()));
  Units.ResourceDir = *ResourceDir;
  Root = Options.Root.empty() ? PathMap::findRoot(Here)
                              : absolutePath(Options.Root, Here);
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
  WorkerOptions Workers;
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

void CheckRun::applyFixes(FindingList &List) {
  FixSummary Summary = applySafeFixes(List.Findings, Outcome.Sources);
  for (const std::string &Problem : Summary.Problems)
    printError(Problem);
  for (const std::string &Path : Summary.Changed)
    List.Notifications.push_back(
        {RunNotification::Kind::Warning, Path,
         "changed while it was analysed, so nothing in it was fixed. Run "
         "again"});
  if (!Summary.Problems.empty())
    Result.Code = ExitUsage;
  if (!Options.Quiet)
    std::cerr << "async-tidy: applied the fixes of " << Summary.Applied
              << " finding" << (Summary.Applied == 1 ? "" : "s") << " in "
              << Summary.Files << " file" << (Summary.Files == 1 ? "" : "s")
              << "\n";
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

void CheckRun::tellVerbose() const {
  for (const CompileEntry &Entry : Planned.Units) {
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS =
        llvm::vfs::createPhysicalFileSystem();
    if (FS->setCurrentWorkingDirectory(Entry.Directory))
      continue;
    NormalizedCommand Command = normalizeCommand(Entry, Units.Edits, *FS);
    std::cerr << "async-tidy: note: " << Entry.File << ": flags left out:";
    for (const std::string &Flag : Command.Dropped)
      std::cerr << " " << Flag;
    std::cerr << "\n";
  }
}

/// What the run comes to, exit code included; prints nothing.
Report CheckRun::makeReport() {
  PathMap Paths(Root);
  FindingList List{std::move(Outcome.Findings),
                   std::move(Outcome.Notifications)};
  PipelineSetup Setup{Sources, Paths, {}};
  if (Options.Fix)
    Setup.ApplyFixes = [this](FindingList &L) { applyFixes(L); };
  finishFindings(List, Setup);
  Report R;
  R.Findings = std::move(List.Findings);
  R.Notifications = std::move(List.Notifications);
  R.EnabledRules = Rules;
  if (Result.Code == ExitClean)
    Result.Code = Outcome.Failed        ? ExitUnits
                  : !R.Findings.empty() ? ExitFindings
                                        : ExitClean;
  for (const RunNotification &N : R.Notifications)
    if (N.What == RunNotification::Kind::Configuration)
      Result.Code = ExitUsage;
  R.Run.LLVMVersion = LLVM_VERSION_STRING;
  R.Run.WorkingDirectory = Here;
  R.Run.Root = Paths.root();
  R.Run.CommandLine = Arguments;
  R.Run.CommandLine.insert(R.Run.CommandLine.begin(), "async-tidy");
  R.Run.ExitCode = Result.Code;
  R.Run.UnitsAnalysed = Outcome.Analysed;
  R.Run.UnitsFailed = Outcome.Failed;
  R.Run.UnitsSkipped = Planned.Skipped;
  R.Run.Git = readVersionControl(Paths.root());
  return R;
}

/// "   0.012 s   3.4 %  async-blocking-call", the dearest first.
void CheckRun::tellCosts() const {
  std::vector<std::pair<double, std::string>> Rows;
  double Checks = 0, All = Outcome.Time.count();
  for (const auto &[Check, Cost] : Outcome.Costs) {
    Rows.emplace_back(Cost.Time.count(), Check);
    Checks += Cost.Time.count();
  }
  std::sort(Rows.rbegin(), Rows.rend());
  Rows.emplace_back(Checks, "all checks");
  Rows.emplace_back(All - Checks, "clang's front end and the rest");
  for (const auto &[Seconds, Name] : Rows)
    std::cerr << llvm::formatv("{0,9:F3} s {1,6:F1} %  {2}\n", Seconds,
                               All > 0 ? 100 * Seconds / All : 0, Name)
                     .str();
}

static std::string_view levelOf(const RunNotification &N) {
  switch (N.What) {
  case RunNotification::Kind::Gap:
  case RunNotification::Kind::UnitSkipped:
    return "note: ";
  case RunNotification::Kind::Warning:
    return "warning: ";
  case RunNotification::Kind::UnitFailed:
  case RunNotification::Kind::Configuration:
    break;
  }
  return "error: ";
}

/// On stderr, where no report on stdout does it.
void CheckRun::tellNotifications(const Report &R) const {
  for (const RunNotification &N : R.Notifications) {
    // Silence about a unit that failed would look like a clean unit.
    if (Options.Quiet && N.What != RunNotification::Kind::UnitFailed)
      continue;
    std::cerr << "async-tidy: " << levelOf(N);
    if (!N.Path.empty())
      std::cerr << N.Path << (N.Line ? ":" + std::to_string(N.Line) : "")
                << ": ";
    std::cerr << N.Message << "\n";
  }
}

void CheckRun::report() {
  Report R = makeReport();
  if (!Writers.tellsNotificationsOnStdout())
    tellNotifications(R);
  if (auto Problem = Writers.write(R, Sources))
    fail(*Problem);
}

CommandResult CheckRun::run(const std::string &ProgramPath) {
  if (!prepare(ProgramPath) || !plan() || !checkSettings())
    return Result;
  if (Options.Verbose)
    tellVerbose();
  analyse();
  if (Options.ProfileChecks)
    tellCosts();
  report();
  return Result;
}

CommandResult async_tidy::runCheck(const CheckOptions &Options,
                                   const std::string &ProgramPath,
                                   const std::vector<std::string> &Arguments) {
  return CheckRun(Options, Arguments).run(ProgramPath);
}
