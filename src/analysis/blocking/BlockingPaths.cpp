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

bool BlockingPaths::matters(Place From, const BlockingEdge &Edge) const {
  if (!Options.admits(Edge.Step, BlockingContext::of(From.second)))
    return false;
  const FunctionBody &Body = bodyOf(TU, From.first);
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

/// The context in which \p Step goes on that is taken in the one of \p Index.
static unsigned after(unsigned Index, const BlockingStep &Step) {
  return BlockingContext::of(Index).after(Step).index();
}

void BlockingPaths::explore(const FunctionDecl *Root) {
  SmallVector<Place, 32> Work{{Root, BlockingContext().index()}};
  while (!Work.empty()) {
    Place From = Work.pop_back_val();
    if (!Explored.insert(From).second)
      continue;
    Order.push_back(From);
    for (const BlockingEdge &Edge : Edges->of(From.first).Steps)
      if (Edge.Next)
        Work.push_back({Edge.Next, after(From.second, Edge.Step)});
  }
}

void BlockingPaths::solve() {
  llvm::DenseMap<Place, std::vector<Caller>> Callers;
  // By the length of the path, so that every path is a shortest one.
  std::vector<std::vector<Caller>> Levels(2);
  auto Put = [&](size_t Level, Caller C) {
    if (Levels.size() <= Level + 1)
      Levels.resize(Level + 2);
    Levels[Level].push_back(C);
  };
  for (llvm::StringMap<BlockingStep> &OfContext : Steps)
    OfContext.clear();
  for (Place From : Order)
    for (const BlockingEdge &Edge : Edges->of(From.first).Steps) {
      if (!matters(From, Edge))
        continue;
      if (Edge.Next)
        Callers[{Edge.Next, after(From.second, Edge.Step)}].push_back(
            {From, &Edge});
      else
        Put(lengthOf(Edge.Step), {From, &Edge});
    }
  for (size_t Level = 0; Level < Levels.size(); ++Level)
    for (size_t I = 0; I < Levels[Level].size(); ++I) {
      auto [From, Edge] = Levels[Level][I];
      if (!Steps[From.second]
               .try_emplace(Edges->usrOf(From.first), Edge->Step)
               .second)
        continue;
      for (const Caller &C : Callers.lookup(From))
        Put(Level + 1, C);
    }
}

void BlockingPaths::addContendedLocks() {
  std::vector<std::pair<const FunctionDecl *, LockStep>> Locks;
  llvm::DenseSet<const ValueDecl *> Mutexes;
  llvm::DenseSet<const FunctionDecl *> OfCoroutines;
  for (const auto &[F, Context] : Order) {
    if (!OfCoroutines.insert(F).second)
      continue;
    for (const LockStep &Lock : Edges->of(F).Locks) {
      // Where taking a lock counts by itself, it is reported as that.
      if (Options.counts(*Lock.Edge.Step.Entry))
        continue;
      Locks.push_back({F, Lock});
      Mutexes.insert(Lock.Mutex);
    }
  }
  if (Locks.empty())
    return;
  // Who else takes these mutexes? Code that coroutines run is reported where it
  // blocks itself.
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
  const unsigned Start = BlockingContext().index();
  auto Add = [&](const BlockingEdge &Edge) {
    if ((Edge.Next &&
         !Steps[after(Start, Edge.Step)].contains(Edge.Step.Next)) ||
        !matters({F, Start}, Edge))
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
  unsigned Context = BlockingContext().index();
  while (true) {
    // The holder of a mutex is another function, which nobody came to.
    Context = Result.back().What == BlockingStep::Kind::Lock
                  ? BlockingContext().index()
                  : after(Context, Result.back());
    if (Result.back().Then) {
      BlockingStep Then = *Result.back().Then;
      Result.push_back(std::move(Then));
      continue;
    }
    auto It = Steps[Context].find(Result.back().Next);
    if (It == Steps[Context].end())
      return Result;
    Result.push_back(It->second);
  }
}
