// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/VerifyFixes.h"

#include "findings/Dedupe.h"

#include <llvm/ADT/STLExtras.h>

#include <algorithm>
#include <tuple>

using namespace async_tidy;

namespace {
/// A finding wherever its line has moved to.
using FindingKey = std::tuple<std::string, std::string, std::string,
                              std::string>; ///< check, message, path, function

FindingKey keyOf(const Finding &F) {
  return {F.Check, F.Message, F.Where.Path, F.Function};
}

/// What goes wrong with fixes made.
struct Harm {
  std::string Path;     ///< Of the finding that is new, or the unit that fails.
  std::string Function; ///< Of the finding.
  std::string What;     ///< "async-… is found in '…'"
};

/// Some fixes made, and what the affected units come to.
struct Trial {
  FixChoice Made;
  std::vector<size_t> Units;
  RunOutcome After;
  std::vector<Harm> Harms;
};

class FixVerifier {
public:
  FixVerifier(const std::vector<Finding> &Findings, const FixedRun &Run,
              unsigned MaxTrials)
      : Findings(Findings), Run(Run), TrialsLeft(MaxTrials) {}

  /// Makes those of \p More that do no harm beside what is made already.
  void accept(std::vector<size_t> More);
  VerifiedFixes take() { return std::move(Result); }

private:
  Trial tryWith(const std::vector<size_t> &More);
  std::vector<size_t> affectedUnits(const FixChoice &Choice) const;
  void compare(Trial &T) const;
  std::vector<Finding> findingsBefore(const std::vector<size_t> &Units) const;
  bool isSuspect(size_t Finding, const std::vector<Harm> &Harms) const;
  void takeBack(const std::vector<size_t> &Fixes, const std::string &Why);

  const std::vector<Finding> &Findings;
  const FixedRun &Run;
  unsigned TrialsLeft;
  VerifiedFixes Result;
};
} // namespace

std::vector<size_t> FixVerifier::affectedUnits(const FixChoice &Choice) const {
  std::vector<llvm::sys::fs::UniqueID> Changed;
  for (const Replacement &File : Choice.Files)
    if (llvm::sys::fs::UniqueID Id; !llvm::sys::fs::getUniqueID(File.Path, Id))
      Changed.push_back(Id);
  std::vector<size_t> Units;
  for (size_t I = 0; I < Run.Outcome.Units.size(); ++I)
    if (llvm::any_of(Changed, [&](const llvm::sys::fs::UniqueID &Id) {
          return llvm::binary_search(Run.Outcome.Units[I].Files, Id);
        }))
      Units.push_back(I);
  return Units;
}

/// The findings of the unit \p I, as a range.
static llvm::ArrayRef<Finding> findingsOf(const RunOutcome &Outcome, size_t I) {
  size_t Begin = Outcome.Units[I].FirstFinding;
  size_t End = I + 1 < Outcome.Units.size() ? Outcome.Units[I + 1].FirstFinding
                                            : Outcome.Findings.size();
  return llvm::ArrayRef(Outcome.Findings).slice(Begin, End - Begin);
}

std::vector<Finding>
FixVerifier::findingsBefore(const std::vector<size_t> &Units) const {
  std::vector<Finding> All;
  for (size_t I : Units)
    llvm::append_range(All, findingsOf(Run.Outcome, I));
  return All;
}

static std::map<FindingKey, unsigned> counted(std::vector<Finding> Findings) {
  dedupe(Findings);
  std::map<FindingKey, unsigned> Counts;
  for (const Finding &F : Findings)
    ++Counts[keyOf(F)];
  return Counts;
}

void FixVerifier::compare(Trial &T) const {
  auto Before = counted(findingsBefore(T.Units));
  for (const auto &[Key, Count] : counted(T.After.Findings)) {
    const auto &[Check, Message, Path, Function] = Key;
    if (Count > Before[Key])
      T.Harms.push_back({Path, Function,
                         Check + " finds '" + Message + "'" +
                             (Function.empty() ? "" : " in " + Function)});
  }
  for (size_t I = 0; I < T.Units.size(); ++I) {
    if (T.After.Units[I].IsAnalysed ||
        !Run.Outcome.Units[T.Units[I]].IsAnalysed)
      continue;
    const std::string &File = Run.Planned.Units[T.Units[I]].File;
    T.Harms.push_back({File, "", File + " could not be analysed"});
  }
}

Trial FixVerifier::tryWith(const std::vector<size_t> &More) {
  Trial T;
  std::vector<size_t> All = Result.Made.Findings;
  llvm::append_range(All, More);
  T.Made = chooseFixes(Findings, All, Run.Outcome.Sources);
  T.Units = affectedUnits(T.Made);

  auto Texts = std::make_shared<SourceTexts>();
  for (const Replacement &File : T.Made.Files)
    (*Texts)[File.Path] = File.New;
  UnitOptions Options = Run.Options;
  Options.Instead = Texts;
  Options.CollectFiles = Options.CollectFacts = false;
  Plan Again;
  for (size_t I : T.Units)
    Again.Units.push_back(Run.Planned.Units[I]);
  T.After = runPlan(Again, Options, Run.Workers);
  compare(T);
  return T;
}

/// Is the fix in the function where something is new, or in a unit that fails?
bool FixVerifier::isSuspect(size_t Index,
                            const std::vector<Harm> &Harms) const {
  const Finding &F = Findings[Index];
  return llvm::any_of(Harms, [&](const Harm &H) {
    return H.Path == F.Where.Path &&
           (H.Function.empty() || H.Function == F.Function);
  });
}

void FixVerifier::takeBack(const std::vector<size_t> &Fixes,
                           const std::string &Why) {
  for (size_t I : Fixes)
    Result.TakenBack[I] = Why;
}

void FixVerifier::accept(std::vector<size_t> More) {
  if (More.empty())
    return;
  if (TrialsLeft == 0)
    return takeBack(More, "too many fixes had to be tried one by one. Run "
                          "again");
  --TrialsLeft;
  Trial T = tryWith(More);
  Result.ThreadsLeft |= T.After.ThreadsLeft;
  if (T.Harms.empty()) {
    Result.Made = std::move(T.Made);
    Result.Units = std::move(T.Units);
    Result.After = std::move(T.After);
    return;
  }
  if (More.size() == 1)
    return takeBack(More, "with it, " + T.Harms.front().What);
  // Those that are not to blame, as it seems, in one go. Each group is smaller
  // than More, so this ends.
  auto Split = std::stable_partition(More.begin(), More.end(), [&](size_t I) {
    return !isSuspect(I, T.Harms);
  });
  if (Split == More.begin() || Split == More.end())
    Split = More.begin() + More.size() / 2;
  std::vector<size_t> Rest(Split, More.end());
  More.erase(Split, More.end());
  accept(std::move(More));
  accept(std::move(Rest));
}

VerifiedFixes async_tidy::verifyFixes(const std::vector<Finding> &Findings,
                                      std::vector<size_t> Candidates,
                                      const FixedRun &Run, unsigned MaxTrials) {
  FixVerifier Verifier(Findings, Run, MaxTrials);
  Verifier.accept(std::move(Candidates));
  return Verifier.take();
}

std::vector<Finding> async_tidy::findingsAfter(const VerifiedFixes &Fixes,
                                               const RunOutcome &Before) {
  std::vector<Finding> Result;
  size_t Again = 0;
  for (size_t I = 0; I < Before.Units.size(); ++I) {
    bool IsNew = Again < Fixes.Units.size() && Fixes.Units[Again] == I;
    llvm::append_range(Result, IsNew ? findingsOf(Fixes.After, Again)
                                     : findingsOf(Before, I));
    Again += IsNew;
  }
  return Result;
}
