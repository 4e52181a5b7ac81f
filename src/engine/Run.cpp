// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/Run.h"

#include <llvm/Support/FileSystem.h>

#include <algorithm>
#include <csignal>
#include <numeric>

using namespace async_tidy;

static std::string signalName(int Signal) {
  switch (Signal) {
  case SIGSEGV:
    return "segmentation fault or stack overflow";
  case SIGABRT:
    return "abort";
  case SIGILL:
    return "illegal instruction";
  case SIGBUS:
    return "bus error";
  case SIGFPE:
    return "arithmetic fault";
  case SIGTRAP:
    return "trap";
  }
  return "signal " + std::to_string(Signal);
}

/// Units that take long come first, so that none of them is left over at the
/// end; the size of the file stands for the time.
static std::vector<size_t>
longestFirst(const std::vector<CompileEntry> &Units) {
  std::vector<uint64_t> Sizes(Units.size());
  for (size_t I = 0; I < Units.size(); ++I)
    if (llvm::sys::fs::file_size(Units[I].File, Sizes[I]))
      Sizes[I] = 0;
  std::vector<size_t> Order(Units.size());
  std::iota(Order.begin(), Order.end(), size_t(0));
  std::sort(Order.begin(), Order.end(), [&](size_t A, size_t B) {
    return Sizes[A] != Sizes[B] ? Sizes[A] > Sizes[B] : A < B;
  });
  return Order;
}

std::string async_tidy::crashMessage(const UnitOutcome &Outcome) {
  std::string How = " (" + signalName(Outcome.Signal) + "). ";
  if (Outcome.Check.empty())
    return "clang's front end crashed on it" + How +
           "Compile the file with clang " LLVM_VERSION_STRING
           " -fsyntax-only to see where";
  return "async-tidy's check " + Outcome.Check + " crashed on it" + How +
         "This is a bug in async-tidy: please report it, and leave the "
         "check out with --checks=-" +
         Outcome.Check + " until it is fixed";
}

static RunNotification lostUnit(const CompileEntry &Entry,
                                const UnitOutcome &Outcome,
                                const WorkerOptions &Workers) {
  std::string Message = Outcome.How == UnitOutcome::End::Crashed
                            ? crashMessage(Outcome)
                            : "not done after " +
                                  std::to_string(Workers.Timeout.count()) +
                                  " s; allow more time with --timeout";
  return {RunNotification::Kind::UnitFailed, Entry.File,
          Message + ". The other units are not affected"};
}

static RunNotification gapNotification(const AnalysisGap &Gap) {
  std::string What = Gap.Function.empty() ? "the code here"
                                          : "function '" + Gap.Function + "'";
  RunNotification N{RunNotification::Kind::Gap, Gap.Path,
                    What + " is not analysed completely: " + Gap.Reason +
                        "; findings may be missing there. " +
                        (Gap.IsLimit ? "Raise this limit with --limit-factor "
                                       "or the option AsyncLimitFactor"
                                     : "Split it or make it simpler to have "
                                       "all of it analysed")};
  N.Line = Gap.Line;
  return N;
}

static RunNotification unknownName(const ListedOptionName &Name) {
  return {RunNotification::Kind::Warning, "",
          "option '" + Name.Option + "' of " + Name.Check + " names '" +
              Name.Name +
              "', which no file of this run declares; correct the name, or "
              "remove it if it is gone"};
}

static void mergeSources(SourceTexts &From, RunOutcome &Result) {
  for (auto &[Path, Text] : From) {
    auto [It, IsNew] = Result.Sources.try_emplace(Path, std::move(Text));
    if (!IsNew && It->second != Text)
      Result.ChangedFiles.insert(Path);
  }
}

RunOutcome async_tidy::runPlan(const Plan &P, const UnitOptions &Options,
                               const WorkerOptions &Workers) {
  // Threads that cannot be ended keep using these, so they are never freed.
  auto *Units = new std::vector<CompileEntry>(P.Units);
  auto *Shared = new UnitOptions(Options);
  WorkersResult Done = runOnWorkers(
      longestFirst(*Units),
      [Units, Shared](size_t I) { return analyzeUnit((*Units)[I], *Shared); },
      Workers);

  RunOutcome Result;
  std::map<ListedOptionName, bool> OptionNames;
  Result.ThreadsLeft = Done.ThreadsLeft;
  Result.Notifications = P.Notifications;
  for (const RunNotification &N : P.Notifications)
    Result.Failed += N.What == RunNotification::Kind::UnitFailed;
  for (size_t I = 0; I < Done.Outcomes.size(); ++I) {
    UnitOutcome &Outcome = Done.Outcomes[I];
    UnitSummary &Summary = Result.Units.emplace_back();
    Summary.FirstFinding = Result.Findings.size();
    if (Outcome.How != UnitOutcome::End::Done) {
      ++Result.Failed;
      Result.Notifications.push_back(lostUnit((*Units)[I], Outcome, Workers));
      continue;
    }
    UnitResult &Unit = Outcome.Result;
    Summary.IsAnalysed = Unit.Status == UnitStatus::Analysed;
    Summary.Files = std::move(Unit.Files);
    ++(Summary.IsAnalysed ? Result.Analysed : Result.Failed);
    std::move(Unit.Findings.begin(), Unit.Findings.end(),
              std::back_inserter(Result.Findings));
    for (const AnalysisGap &Gap : Unit.Gaps)
      Result.Notifications.push_back(gapNotification(Gap));
    mergeSources(Unit.Sources, Result);
    Result.Time += Unit.Time;
    for (auto &[Fact, Places] : Unit.Facts)
      Result.Facts[Fact].merge(Places);
    for (const auto &[Check, Cost] : Unit.Costs) {
      Result.Costs[Check].Time += Cost.Time;
      Result.Costs[Check].Visits += Cost.Visits;
    }
    for (const auto &[Name, IsDeclared] : Unit.OptionNames)
      OptionNames[Name] |= IsDeclared;
    std::move(Unit.Notifications.begin(), Unit.Notifications.end(),
              std::back_inserter(Result.Notifications));
  }
  // What a unit that failed declares is not known.
  if (!Result.Failed)
    for (const auto &[Name, IsDeclared] : OptionNames)
      if (!IsDeclared)
        Result.Notifications.push_back(unknownName(Name));
  for (const std::string &Path : Result.ChangedFiles)
    Result.Notifications.push_back(
        {RunNotification::Kind::Warning, Path,
         "changed between two units that include it; places in it refer to "
         "its first version. Run again"});
  if (!Done.ThreadsLeft) {
    delete Units;
    delete Shared;
  }
  return Result;
}
