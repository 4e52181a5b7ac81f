// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingPaths.h"
#include "analysis/blocking/BlockingEdges.h"
#include "analysis/blocking/ContendedLocks.h"

using namespace clang;
using namespace async_tidy;

bool BlockingOptions::counts(const BlockingEntry &Entry) const {
  return llvm::is_contained(Groups, Entry.Group) &&
         (Entry.Level != BlockingLevel::Brief || ReportBrief) &&
         !Allowed.contains(Entry.Name) && !Allowed.contains("::" + Entry.Name);
}

/// How many calls the path has that starts with the step, as far as the step
/// itself tells.
static unsigned lengthOf(const BlockingStep &Step) {
  unsigned Length = 1;
  for (const BlockingStep *S = Step.Then.get(); S; S = S->Then.get())
    ++Length;
  return Length;
}

/// Can the step delay another task? Not if control never gets there, nor if the
/// process ends then.
static bool matters(TranslationUnit &TU, const FunctionDecl *F,
                    const BlockingStep &Step) {
  const FunctionBody &Body = bodyOf(TU, F);
  return Body.isReachable(Step.At) && !Body.endsProcess(Step.At);
}

BlockingFacts::BlockingFacts(TranslationUnit &TU,
                             const BlockingOptions &Options)
    : TU(TU), Options(Options),
      Edges(std::make_unique<BlockingEdges>(TU, Options)) {
  for (const Coroutine *C : TU.coroutines())
    explore(C->function());
  solve();
  if (llvm::is_contained(Options.Groups, BlockingGroup::Wait))
    addContendedLocks();
}

BlockingFacts::~BlockingFacts() = default;

void BlockingFacts::explore(const FunctionDecl *Root) {
  SmallVector<const FunctionDecl *, 32> Work{Root};
  while (!Work.empty()) {
    const FunctionDecl *F = Work.pop_back_val();
    if (!Explored.insert(F).second)
      continue;
    Order.push_back(F);
    for (const BlockingStep &Step : Edges->of(F).Steps)
      if (Step.Next)
        Work.push_back(Step.Next);
  }
}

void BlockingFacts::solve() {
  using Caller = std::pair<const FunctionDecl *, const BlockingStep *>;
  llvm::DenseMap<const FunctionDecl *, std::vector<Caller>> Callers;
  // By the length of the path, so that every path is a shortest one.
  std::vector<std::vector<Caller>> Levels(2);
  auto Put = [&](size_t Level, Caller C) {
    if (Levels.size() <= Level + 1)
      Levels.resize(Level + 2);
    Levels[Level].push_back(C);
  };
  Steps.clear();
  for (const FunctionDecl *F : Order)
    for (const BlockingStep &Step : Edges->of(F).Steps) {
      if (!matters(TU, F, Step))
        continue;
      if (Step.Next)
        Callers[Step.Next].push_back({F, &Step});
      else
        Put(lengthOf(Step), {F, &Step});
    }
  for (size_t Level = 0; Level < Levels.size(); ++Level)
    for (size_t I = 0; I < Levels[Level].size(); ++I) {
      auto [F, Step] = Levels[Level][I];
      if (!Steps.try_emplace(F, *Step).second)
        continue;
      for (const Caller &C : Callers.lookup(F))
        Put(Level + 1, C);
    }
}

void BlockingFacts::addContendedLocks() {
  std::vector<std::pair<const FunctionDecl *, LockStep>> Locks;
  llvm::DenseSet<const ValueDecl *> Mutexes;
  for (const FunctionDecl *F : Order)
    for (const LockStep &Lock : Edges->of(F).Locks) {
      Locks.push_back({F, Lock});
      Mutexes.insert(Lock.Mutex);
    }
  if (Locks.empty())
    return;
  // Who else takes these mutexes? Code that coroutines run is reported where it
  // blocks itself.
  llvm::DenseSet<const FunctionDecl *> OfCoroutines(Explored.begin(),
                                                    Explored.end());
  std::vector<const FunctionDecl *> Others;
  for (const FunctionDecl *F : TU.functions())
    if (!OfCoroutines.contains(F) && !F->isDependentContext() &&
        llvm::any_of(Edges->of(F).Locks, [&](const LockStep &Lock) {
          return Mutexes.contains(Lock.Mutex);
        }))
      Others.push_back(F);
  for (const FunctionDecl *F : Others)
    explore(F);
  if (Others.empty())
    return;
  solve();
  ContendedLocks Contended(TU, *this, *Edges, Others);
  bool Changed = false;
  for (auto &[F, Lock] : Locks)
    if (std::optional<BlockingStep> Holder = Contended.holderOf(Lock.Mutex)) {
      BlockingStep Step;
      Step.What = BlockingStep::Kind::Lock;
      Step.At = Lock.At;
      Step.Callee = Lock.Mutex->getNameAsString();
      Step.Entry = Lock.Entry;
      Step.Then = std::make_shared<BlockingStep>(*Holder);
      Edges->add(F, std::move(Step));
      Changed = true;
    }
  if (Changed)
    solve();
}

BlockingStep BlockingFacts::stepOf(const FunctionDecl *F) const {
  return Steps.lookup(F);
}

std::vector<BlockingStep> BlockingFacts::stepsIn(const FunctionDecl *F) const {
  std::vector<BlockingStep> Result;
  auto Add = [&](const BlockingStep &Step) {
    if (Step.Next && !Steps.contains(Step.Next))
      return;
    if (Options.MaxDepth && path(Step).size() > Options.MaxDepth)
      return;
    if (matters(TU, F, Step))
      Result.push_back(Step);
  };
  for (const BlockingStep &Step : Edges->of(F).Steps)
    Add(Step);
  for (const BlockingStep &Step : Edges->unknownArguments(F))
    Add(Step);
  return Result;
}

std::vector<BlockingStep> BlockingFacts::path(BlockingStep First) const {
  std::vector<BlockingStep> Result{First};
  while (true) {
    if (Result.back().Then) {
      BlockingStep Then = *Result.back().Then;
      Result.push_back(std::move(Then));
      continue;
    }
    BlockingStep Step =
        Result.back().Next ? stepOf(Result.back().Next) : BlockingStep();
    if (!Step)
      return Result;
    Result.push_back(std::move(Step));
  }
}
