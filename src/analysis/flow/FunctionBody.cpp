// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/FunctionBody.h"
#include "analysis/flow/EndlessLoops.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/flow/ObjectUses.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"
#include "model/Visits.h"

using namespace clang;
using namespace async_tidy;

FunctionBody::FunctionBody(TranslationUnit &TU, const FunctionDecl *F)
    : TU(TU), F(F), Body(writtenBody(F)), Ctx(TU.context()) {}

FunctionBody::~FunctionBody() = default;

const LocalUses &FunctionBody::uses() const {
  if (!Uses)
    Uses = std::make_unique<LocalUses>(*this);
  return *Uses;
}

const ObjectUses &FunctionBody::objects() const {
  if (!Objects)
    Objects = std::make_unique<ObjectUses>(*this, Ctx);
  return *Objects;
}

void FunctionBody::buildParents() const {
  if (HaveParents)
    return;
  HaveParents = true;
  if (!Body)
    return;
  Parents[Body] = nullptr;
  walkExecuted(Body, [&](const Stmt *S) {
    ++NumStmts;
    forEachExecutedChild(S, [&](const Stmt *Child) {
      // The first parent is the one in which the child is evaluated; clang
      // shares some nodes (opaque values, default arguments).
      Parents.try_emplace(Child, S);
    });
    return true;
  });
}

const Stmt *FunctionBody::parent(const Stmt *S) const {
  countVisits();
  buildParents();
  return Parents.lookup(S);
}

bool FunctionBody::contains(const Stmt *S) const {
  buildParents();
  return Parents.contains(S);
}

const Stmt *FunctionBody::consumerOf(const Stmt *E) const {
  const Stmt *Up = parent(E);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr, FullExpr,
                         CXXBindTemporaryExpr, MaterializeTemporaryExpr>(Up))
    Up = parent(Up);
  return Up;
}

bool FunctionBody::isInCondition(const Expr *E) const {
  const Stmt *Child = E;
  for (const Stmt *P = parent(E); P; Child = P, P = parent(P)) {
    if (conditionOf(P) == Child)
      return true;
    if (!isa<Expr>(P))
      return false;
  }
  return false;
}

bool FunctionBody::isWithin(const Stmt *S, const Stmt *Ancestor) const {
  for (; S; S = parent(S))
    if (S == Ancestor)
      return true;
  return false;
}

static void markReachable(const CFGBlock *From, llvm::BitVector &Reachable) {
  SmallVector<const CFGBlock *, 32> Work{From};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Reachable.test(Block->getBlockID()))
      continue;
    Reachable.set(Block->getBlockID());
    for (const CFGBlock *Next : Block->succs())
      if (Next)
        Work.push_back(Next);
  }
}

/// A graph of code with errors has holes that look like facts.
static bool isBroken(const Stmt *Body) {
  bool Broken = false;
  walkExecuted(Body, [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    Broken |= E && E->containsErrors();
    return !Broken;
  });
  return Broken;
}

void FunctionBody::buildCfg() const {
  if (HaveCfg)
    return;
  HaveCfg = true;
  buildParents();
  if (!Body || F->isInvalidDecl())
    return;
  if (NumStmts > TU.limit(limits::BodySize))
    return TU.gaveUp(limits::BodySize, F);
  if (isBroken(Body))
    return;
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddLifetime = false;
  Options.setAllAlwaysAdd();
  Graph = CFG::buildCFG(F, const_cast<Stmt *>(Body), &Ctx, Options);
  if (!Graph) {
    if (UnitSink *Sink = TU.sink())
      Sink->gap(F, "clang makes no control-flow graph of it");
    return;
  }
  // Handlers are entered from calls, for which the graph has no edges: a
  // handler is taken to run.
  Reachable.resize(Graph->getNumBlockIDs());
  markReachable(&Graph->getEntry(), Reachable);
  for (const CFGBlock *Block : *Graph)
    if (isa_and_nonnull<CXXCatchStmt>(Block->getLabel()))
      markReachable(Block, Reachable);
  for (const CFGBlock *Block : *Graph) {
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        Blocks.try_emplace(S->getStmt(), Block);
    if (const Stmt *T = Block->getTerminatorStmt())
      Blocks.try_emplace(T, Block);
  }
}

const CFG *FunctionBody::cfg() const {
  return F->isDependentContext() ? nullptr : patternCfg();
}

const CFG *FunctionBody::patternCfg() const {
  buildCfg();
  return Graph.get();
}

const CFGBlock *FunctionBody::blockOf(const Stmt *S) const {
  if (!cfg())
    return nullptr;
  for (; S; S = parent(S))
    if (const CFGBlock *Block = Blocks.lookup(S))
      return Block;
  return nullptr;
}

bool FunctionBody::isReachable(const Stmt *S) const {
  const CFGBlock *Block = blockOf(S);
  return !Block || Reachable.test(Block->getBlockID());
}

namespace {
/// Which functions end the process; by TU.shared.
class EndingFunctions {
public:
  explicit EndingFunctions(TranslationUnit &TU) : TU(TU) {}

  /// Does \p F end the process, or stop it in a debugger? A function that is
  /// declared not to return can still throw.
  bool ends(const FunctionDecl *F) {
    if (!F->isNoReturn())
      return F->getReturnType()->isVoidType() &&
             TU.names().speaksOf(Topic::Debugger, F);
    const auto *Type = F->getType()->getAs<FunctionProtoType>();
    if (F->isExternC() || F->getBuiltinID() || (Type && Type->isNothrow()))
      return true;
    const FunctionDecl *Def = nullptr;
    if (!F->isDefined(Def))
      return TU.names().speaksOf(Topic::Assertion, F);
    // Within recursion the function itself is no way out.
    auto [It, IsNew] = Known.try_emplace(Def, true);
    if (!IsNew)
      return It->second;
    bool Throws = mayThrow(Def);
    return Known[Def] = !Throws;
  }

private:
  bool mayThrow(const FunctionDecl *Def) {
    bool Throws = false;
    walkFunction(Def, [&](const Stmt *S) {
      const auto *Call = dyn_cast<CallExpr>(S);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      Throws |= isa<CXXThrowExpr>(S) ||
                (Callee && Callee->isNoReturn() && !ends(Callee));
      return !Throws;
    });
    return Throws;
  }

  TranslationUnit &TU;
  llvm::DenseMap<const FunctionDecl *, bool> Known;
};
} // namespace

/// Does the block call a function that ends the process?
static bool callsExit(TranslationUnit &TU, const CFGBlock *Block) {
  for (const CFGElement &Element : *Block) {
    auto S = Element.getAs<CFGStmt>();
    const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (Callee && TU.shared<EndingFunctions>().ends(Callee))
      return true;
  }
  return false;
}

bool FunctionBody::endsProcess(const Stmt *S) const {
  const CFGBlock *Block = blockOf(S);
  if (!Block)
    return false;
  if (Ending.empty()) {
    Ending.resize(Graph->getNumBlockIDs());
    for (const CFGBlock *B : *Graph)
      if (callsExit(TU, B))
        Ending.set(B->getBlockID());
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (const CFGBlock *B : *Graph) {
        countVisits();
        if (Ending.test(B->getBlockID()))
          continue;
        bool Any = false, All = true;
        for (const CFGBlock::AdjacentBlock &Next : B->succs())
          if (const CFGBlock *To = Next.getReachableBlock()) {
            Any = true;
            All &= Ending.test(To->getBlockID());
          }
        if (Any && All) {
          Ending.set(B->getBlockID());
          Changed = true;
        }
      }
    }
  }
  return Ending.test(Block->getBlockID());
}

bool FunctionBody::endsInEndlessLoop(const Stmt *S) const {
  const CFGBlock *Block = blockOf(S);
  if (!Block)
    return false;
  if (BeforeEndless.empty())
    BeforeEndless = blocksBeforeEndlessLoops(*Graph);
  return BeforeEndless.test(Block->getBlockID());
}

const FunctionBody &FunctionBodies::of(const FunctionDecl *F) {
  std::unique_ptr<FunctionBody> &Slot = Bodies[F];
  if (!Slot)
    Slot = std::make_unique<FunctionBody>(TU, F);
  return *Slot;
}

const Expr *async_tidy::conditionOf(const Stmt *Decision) {
  if (const auto *If = dyn_cast<IfStmt>(Decision))
    return If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Decision))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Decision))
    return Do->getCond();
  if (const auto *For = dyn_cast<ForStmt>(Decision))
    return For->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(Decision))
    return Switch->getCond();
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Decision))
    return C->getCond();
  return nullptr;
}
