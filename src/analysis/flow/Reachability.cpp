// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/Reachability.h"
#include "model/BodyWalk.h"
#include "model/Visits.h"

using namespace clang;
using namespace async_tidy;

/// The first expression of \p Block that the graph has, or nullptr. Of what the
/// graph does not have blockOf gives the block of something around it.
static const Stmt *firstIn(const FunctionBody &Body, const Stmt *Block) {
  const Stmt *First = nullptr;
  walkExecuted(Block, [&](const Stmt *S) {
    if (!First && isa<CallExpr, CXXConstructExpr, DeclRefExpr>(S) &&
        Body.blockOf(S))
      First = S;
    return !First;
  });
  return First;
}

bool async_tidy::canFollow(const FunctionBody &Body, const Stmt *From,
                           const Stmt *To) {
  // The graph has no edges into handlers. What is awaited in a try block can
  // throw, and so can what comes after it there.
  while (const auto *Handler = Body.enclosing<CXXCatchStmt>(To)) {
    if (Body.isWithin(From, Handler))
      break;
    const auto *Try = Body.enclosing<CXXTryStmt>(Handler);
    if (!Try || Body.isWithin(From, Try->getTryBlock()))
      return Try != nullptr;
    To = firstIn(Body, Try->getTryBlock());
    if (!To)
      return false;
  }
  const CFGBlock *A = Body.blockOf(From), *B = Body.blockOf(To);
  if (!A || !B)
    return false;
  if (A == B) {
    // Within a block, elements are in evaluation order.
    bool SeenFrom = false;
    for (const CFGElement &Element : *A) {
      countVisits();
      if (auto S = Element.getAs<CFGStmt>()) {
        if (SeenFrom && Body.isWithin(To, S->getStmt()))
          return true;
        if (SeenFrom && S->getStmt() == To)
          return true;
        SeenFrom |= S->getStmt() == From;
      }
    }
  }
  llvm::SmallPtrSet<const CFGBlock *, 32> Seen;
  SmallVector<const CFGBlock *, 16> Work;
  for (const CFGBlock *Next : A->succs())
    if (Next)
      Work.push_back(Next);
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    countVisits();
    if (!Seen.insert(Block).second)
      continue;
    if (Block == B)
      return true;
    for (const CFGBlock *Next : Block->succs())
      if (Next)
        Work.push_back(Next);
  }
  return false;
}
