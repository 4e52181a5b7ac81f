// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A forward data-flow analysis over the control-flow graph of a written body.
// It adds to clang's graph the edges that the graph leaves out: whatever holds
// at a point inside a try block can hold at the start of its handlers.
//
// A Domain says what flows. It has
//
// - `using State`: copied freely;
//
// - `void enter(State &)`: the state at the start of the function;
//
// - `bool join(State &Into, const State &From)`: true if Into changed;
//
// - `void step(State &, const CFGElement &, bool Final)`;
//
// - `void branch(State &, const CFGBlock &From, unsigned Successor)`;
//
// - `void unwind(State &, const CXXTryStmt &)`: an exception leaves the block.
//
// Joins must move in one direction, through a finite set of states. After the
// fixpoint every reached element is stepped once more with Final set: the place
// to record results.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_FORWARDFLOW_H
#define ASYNC_TIDY_ANALYSIS_FLOW_FORWARDFLOW_H

#include "analysis/flow/FunctionBody.h"
#include "model/Limits.h"
#include "model/Visits.h"

#include <clang/AST/StmtCXX.h>

#include <functional>
#include <set>

namespace async_tidy {

template <typename Domain> class ForwardFlow {
public:
  using State = typename Domain::State;

  ForwardFlow(const FunctionBody &Body, Domain &D)
      : Body(Body), D(D), Budget(Body.unit().limit(limits::FlowSteps)) {}

  /// \returns false if there is no graph or the budget ran out; then no final
  /// step was made.
  bool run() {
    const clang::CFG *Graph = Body.patternCfg();
    if (!Graph)
      return false;
    collectTries(*Graph);
    const clang::CFGBlock &Entry = Graph->getEntry();
    In[Entry.getBlockID()] = State();
    D.enter(In[Entry.getBlockID()]);
    Work.insert(Entry.getBlockID());
    ById.resize(Graph->getNumBlockIDs());
    for (const clang::CFGBlock *B : *Graph)
      ById[B->getBlockID()] = B;
    while (!Work.empty()) {
      unsigned Id = *Work.begin();
      Work.erase(Work.begin());
      if (!process(*ById[Id])) {
        Body.unit().gaveUp(limits::FlowSteps, Body.function());
        return false;
      }
    }
    for (unsigned Id = ById.size(); Id-- > 0;)
      if (auto It = In.find(Id); It != In.end() && ById[Id]) {
        State S = It->second;
        for (const clang::CFGElement &E : *ById[Id])
          D.step(S, E, /*Final=*/true);
      }
    return true;
  }

private:
  void collectTries(const clang::CFG &Graph) {
    for (const clang::CFGBlock *B : Graph)
      if (const auto *T =
              dyn_cast_or_null<clang::CXXTryStmt>(B->getTerminatorStmt()))
        Dispatch[T] = B->getBlockID();
  }

  /// The try statement whose block executes \p S, or nullptr.
  const clang::CXXTryStmt *tryAround(const clang::Stmt *S) {
    auto [It, New] = Around.try_emplace(S, nullptr);
    if (!New)
      return It->second;
    const clang::CXXTryStmt *Found = nullptr;
    for (const clang::Stmt *P = Body.parent(S), *Child = S; P && !Found;
         Child = P, P = Body.parent(P))
      if (const auto *T = dyn_cast<clang::CXXTryStmt>(P))
        if (T->getTryBlock() == Child)
          Found = T;
    return Around[S] = Found;
  }

  void throwFrom(const State &S, const clang::Stmt *Where) {
    for (const auto *T = tryAround(Where); T; T = tryAround(T)) {
      auto It = Dispatch.find(T);
      if (It == Dispatch.end())
        continue;
      State Thrown = S;
      D.unwind(Thrown, *T);
      flowInto(It->second, Thrown);
    }
  }

  static unsigned costOf(const State &S) {
    if constexpr (requires { S.size(); })
      return S.size() / 64;
    return 0;
  }

  void flowInto(unsigned Id, const State &S) {
    countVisits();
    auto [It, New] = In.try_emplace(Id, S);
    if (New || D.join(It->second, S))
      Work.insert(Id);
  }

  bool process(const clang::CFGBlock &B) {
    State S = In[B.getBlockID()];
    for (const clang::CFGElement &E : B) {
      Steps += 1 + costOf(S);
      countVisits();
      if (Steps > Budget)
        return false;
      auto CS = E.getAs<clang::CFGStmt>();
      bool InTry = CS && !Dispatch.empty();
      if (InTry)
        throwFrom(S, CS->getStmt());
      D.step(S, E, /*Final=*/false);
      if (InTry)
        throwFrom(S, CS->getStmt());
    }
    unsigned Index = 0;
    for (const clang::CFGBlock *Next : B.succs()) {
      if (Next) {
        State Out = S;
        D.branch(Out, B, Index);
        flowInto(Next->getBlockID(), Out);
      }
      ++Index;
    }
    return true;
  }

  const FunctionBody &Body;
  Domain &D;
  std::map<unsigned, State> In;
  std::vector<const clang::CFGBlock *> ById;
  // Clang numbers blocks backwards from the exit: highest first is close to
  // reverse post-order.
  std::set<unsigned, std::greater<>> Work;
  std::map<const clang::CXXTryStmt *, unsigned> Dispatch;
  llvm::DenseMap<const clang::Stmt *, const clang::CXXTryStmt *> Around;
  const unsigned Budget;
  unsigned Steps = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_FORWARDFLOW_H
