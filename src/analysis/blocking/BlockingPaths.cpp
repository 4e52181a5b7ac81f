// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingPaths.h"
#include "analysis/blocking/BlockingEdges.h"
#include "analysis/blocking/ContendedLocks.h"

using namespace clang;
using namespace async_tidy;

/// How many calls the path has that starts with the step, as far as the step
/// itself tells.
static unsigned lengthOf(const BlockingStep &Step) {
  unsigned Length = 1;
  for (const BlockingStep *S = Step.Then.get(); S; S = S->Then.get())
    ++Length;
  return Length;
}

bool BlockingPaths::matters(const FunctionDecl *F,
                            const BlockingEdge &Edge) const {
  if (!Options.admits(Edge.Step))
    return false;
  const FunctionBody &Body = bodyOf(TU, F);
  return Body.isReachable(Edge.At) && !Body.endsProcess(Edge.At);
}

BlockingPaths::BlockingPaths(TranslationUnit &TU,
                             const BlockingOptions &Options)
    : TU(TU), Options(Options),
      Edges(std::make_unique<BlockingEdges>(TU, Options.Extra)) {
  for (const Coroutine *C : TU.coroutines())
    explore(C->function());
  solve();
  if (Options.counts(BlockingGroup::Wait))
    addContendedLocks();
}

BlockingPaths::~BlockingPaths() = default;

void BlockingPaths::explore(const FunctionDecl *Root) {
  SmallVector<const FunctionDecl *, 32> Work{Root};
  while (!Work.empty()) {
    const FunctionDecl *F = Work.pop_back_val();
    if (!Explored.insert(F).second)
      continue;
    Order.push_back(F);
    for (const BlockingEdge &Edge : Edges->of(F).Steps)
      if (Edge.Next)
        Work.push_back(Edge.Next);
  }
}

void BlockingPaths::solve() {
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
    for (const BlockingEdge &Edge : Edges->of(F).Steps) {
      if (!matters(F, Edge))
        continue;
      if (Edge.Next)
        Callers[Edge.Next].push_back({F, &Edge});
      else
        Put(lengthOf(Edge.Step), {F, &Edge});
    }
  for (size_t Level = 0; Level < Levels.size(); ++Level)
    for (size_t I = 0; I < Levels[Level].size(); ++I) {
      auto [F, Edge] = Levels[Level][I];
      if (!Steps.try_emplace(Edges->usrOf(F), Edge->Step).second)
        continue;
      for (const Caller &C : Callers.lookup(F))
        Put(Level + 1, C);
    }
}

void BlockingPaths::addContendedLocks() {
  std::vector<std::pair<const FunctionDecl *, LockStep>> Locks;
  llvm::DenseSet<const ValueDecl *> Mutexes;
  for (const FunctionDecl *F : Order)
    for (const LockStep &Lock : Edges->of(F).Locks) {
      // Where taking a lock counts by itself, it is reported as that.
      if (Options.counts(*Lock.Edge.Step.Entry))
        continue;
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
  ContendedLocks Contended;
  for (const FunctionDecl *F : Others)
    Contended.add(TU, F, Edges->of(F).Locks, of(F));
  bool Changed = false;
  for (auto &[F, Lock] : Locks)
    if (const BlockingStep *Holder = Contended.holderOf(Lock.Mutex)) {
      BlockingEdge Edge = Lock.Edge;
      Edge.Step.Then = std::make_shared<BlockingStep>(*Holder);
      Edges->add(F, std::move(Edge));
      Changed = true;
    }
  if (Changed)
    solve();
}

std::vector<BlockingPath> BlockingPaths::of(const FunctionDecl *F) const {
  std::vector<BlockingPath> Result;
  auto Add = [&](const BlockingEdge &Edge) {
    if ((Edge.Next && !Steps.contains(Edge.Step.Next)) || !matters(F, Edge))
      return;
    std::vector<BlockingStep> Path = pathFrom(Edge.Step);
    if (!Options.MaxDepth || Path.size() <= Options.MaxDepth)
      Result.push_back({Edge.At, std::move(Path)});
  };
  for (const BlockingEdge &Edge : Edges->of(F).Steps)
    Add(Edge);
  for (const BlockingEdge &Edge : Edges->unknownArguments(F))
    Add(Edge);
  return Result;
}

std::vector<BlockingStep>
BlockingPaths::pathFrom(const BlockingStep &First) const {
  std::vector<BlockingStep> Result{First};
  while (true) {
    if (Result.back().Then) {
      BlockingStep Then = *Result.back().Then;
      Result.push_back(std::move(Then));
      continue;
    }
    auto It = Steps.find(Result.back().Next);
    if (It == Steps.end())
      return Result;
    Result.push_back(It->second);
  }
}
