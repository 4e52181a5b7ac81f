// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/AfterFailure.h"
#include "analysis/calls/NoReturn.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

AfterFailure::AfterFailure(TranslationUnit &TU, const Coroutine &C,
                           const CancellationModel &Model,
                           const FailureFacts &Failure)
    : TU(TU), C(C), Body(bodyOf(TU, C.function())), Model(Model),
      Failure(Failure) {}

bool AfterFailure::isCleanup(const CoroutineSuspendExpr *E) const {
  CallParts Parts = callParts(stripValue(E->getOperand()));
  return Parts && isCleanupOperation(TU, Parts.Callee);
}

static bool isLoop(const Stmt *S) {
  return isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(S);
}

/// Does this `break` or `goto` leave a loop around the origin?
bool AfterFailure::leavesLoop(const Stmt *Jump) const {
  if (isa<GotoStmt, IndirectGotoStmt>(Jump))
    return true;
  for (const Stmt *S = Body.parent(Jump); S; S = Body.parent(S)) {
    if (isa<SwitchStmt>(S))
      return false;
    if (isLoop(S))
      return Body.isWithin(Origin, S);
  }
  return false;
}

/// Does the await only hand out what tells whether the coroutine is cancelled:
/// `co_await co_current_cancellation_token`?
static bool givesToken(TranslationUnit &TU,
                       const CoroutineSuspendExpr *Suspend) {
  return tellsOfCancellation(TU, recordOf(Suspend->getType()));
}

static bool neverReturns(TranslationUnit &TU, const Stmt *S) {
  return isa<CallExpr>(S) &&
         TU.shared<NoReturn>().never(callParts(cast<Expr>(S)));
}

/// Reads one block from element \p Index on.
/// \returns false if control leaves here or a suspension point ends the path.
bool AfterFailure::scan(const CFGBlock *Block, unsigned Index, Reached &Out,
                        const Expr *Through) const {
  for (; Index < Block->size(); ++Index) {
    auto Element = (*Block)[Index].getAs<CFGStmt>();
    if (!Element)
      continue;
    const Stmt *S = Element->getStmt();
    if (isa<CXXThrowExpr, ReturnStmt, CoreturnStmt>(S) ||
        Model.throwsIfCancelled(S) || neverReturns(TU, S))
      return false;
    const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S);
    const SuspensionPoint *P = Suspend ? C.suspensionOf(Suspend) : nullptr;
    if (!P || !P->MaySuspend || isCleanup(Suspend) || givesToken(TU, Suspend))
      continue;
    if (Failure.ThrowingAwaitsLeave &&
        TU.shared<ExceptionFlow>().awaitCanThrow(*P))
      return false;
    Out.push_back(Suspend);
    if (!Through || Suspend == Through)
      return false;
  }
  const Stmt *T = Block->getTerminatorStmt();
  return !(T && isa<BreakStmt, GotoStmt, IndirectGotoStmt>(T) && leavesLoop(T));
}

void AfterFailure::explore(const CFGBlock *Block, unsigned Index, Reached &Out,
                           bool Prune, const Expr *Through) {
  llvm::BitVector Seen(Body.cfg()->getNumBlockIDs());
  // Breadth first: the suspension that is found first is the nearest.
  SmallVector<std::pair<const CFGBlock *, unsigned>, 16> Work{{Block, Index}};
  for (unsigned I = 0; I < Work.size(); ++I) {
    auto [Current, Start] = Work[I];
    if (!scan(Current, Start, Out, Through))
      continue;
    std::optional<bool> Known;
    if (Prune)
      Known = Failure.TellsByCode ? comparedOutcome(Current)
                                  : knownOutcome(Current);
    if (Prune && !Known && decidesToLeave(Current))
      continue;
    if (Prune && !Known)
      Known = comparedOutcome(Current);
    unsigned Position = 0;
    for (const CFGBlock::AdjacentBlock &Next : Current->succs()) {
      const CFGBlock *B = Next.getReachableBlock();
      // The first successor is for true.
      bool Taken = !Known || *Known == (Position++ == 0);
      if (!B || !Taken || Seen.test(B->getBlockID()))
        continue;
      Seen.set(B->getBlockID());
      Work.push_back({B, 0});
    }
  }
}

/// The outcome of the condition that ends \p Block, if it only asks whether
/// there was an error: `ec`, `!ec`.
std::optional<bool> AfterFailure::knownOutcome(const CFGBlock *Block) const {
  const Expr *E = Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
  if (!Failure.Errors || !E)
    return std::nullopt;
  bool Outcome = true;
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot) {
      Outcome = !Outcome;
      E = Not->getSubExpr();
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
               Call &&
               isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl())) {
      E = Call->getImplicitObjectArgument();
    } else {
      break;
    }
  }
  const ValueDecl *D = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    D = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    D = Member->getMemberDecl();
  return D && Failure.Errors->contains(D) ? std::optional(Outcome)
                                          : std::nullopt;
}

/// The outcome of the condition that ends \p Block, if it compares the error
/// with a constant that does not mean cancellation: `ec == error::eof`,
/// `exception.code() != error::eof`.
std::optional<bool> AfterFailure::comparedOutcome(const CFGBlock *Block) const {
  const Expr *E = Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
  if ((!Failure.Errors && !Failure.TellsByCode) || !E ||
      Model.asksForCancellation(E))
    return std::nullopt;
  E = stripValue(E);
  const Expr *Left = nullptr, *Right = nullptr;
  bool Equal = false;
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getNumArgs() == 2 && Call->isComparisonOp()) {
    Left = Call->getArg(0), Right = Call->getArg(1);
    Equal = Call->getOperator() == OO_EqualEqual;
    if (!Equal && Call->getOperator() != OO_ExclaimEqual)
      return std::nullopt;
  } else if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E);
             Rewritten && (Rewritten->getOperator() == BO_EQ ||
                           Rewritten->getOperator() == BO_NE)) {
    Left = Rewritten->getLHS(), Right = Rewritten->getRHS();
    Equal = Rewritten->getOperator() == BO_EQ;
  } else {
    return std::nullopt;
  }
  auto IsError = [&](const Expr *Side) {
    const auto *Ref = dyn_cast<DeclRefExpr>(stripValue(Side));
    return (Ref && Failure.Errors &&
            Failure.Errors->contains(Ref->getDecl())) ||
           (Failure.TellsByCode && isAbout(Side));
  };
  auto IsConstant = [](const Expr *Side) {
    Side = stripValue(Side);
    // An enumerator that becomes an error_code.
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Side);
        Made && Made->getNumArgs())
      Side = stripValue(Made->getArg(0));
    const auto *Ref = dyn_cast<DeclRefExpr>(Side);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Ref &&
           (isa<EnumConstantDecl>(Ref->getDecl()) ||
            (V && !V->hasLocalStorage() && V->getType().isConstQualified()));
  };
  bool Compares = (IsError(Left) && IsConstant(Right)) ||
                  (IsError(Right) && IsConstant(Left));
  return Compares ? std::optional(!Equal) : std::nullopt;
}

/// The `if`, loop, `switch` or `?:` whose condition ends \p Block.
const Stmt *AfterFailure::decisionOf(const CFGBlock *Block) const {
  const Stmt *T = Block->getTerminatorStmt();
  if (!T || Block->succ_size() < 2)
    return nullptr;
  while (T && !isLoop(T) && !isa<IfStmt, SwitchStmt, ConditionalOperator>(T))
    T = Body.parent(T);
  return T;
}

static bool isCurrentException(const FunctionDecl *F) {
  return F && F->isInStdNamespace() && F->getIdentifier() &&
         F->getName() == "current_exception";
}

bool AfterFailure::isAbout(const Stmt *Condition, unsigned Depth) const {
  bool Found = false;
  walkExecuted(Condition, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      Found |= Failure.Tells.contains(Ref->getDecl());
      // `const bool gone = e.code() == operation_aborted;`
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (V && V->isLocalVarDecl() && V->getInit() &&
          Depth < limits::VariablesOfCondition)
        Found |= isAbout(V->getInit(), Depth + 1);
    } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      Found |= Failure.Tells.contains(Member->getMemberDecl());
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      Found |= isCurrentException(Call->getDirectCallee());
    }
    return !Found;
  });
  return Found || Model.asksForCancellation(Condition);
}

/// Does the branch end by leaving, whatever it awaits before?
bool AfterFailure::leaves(const Stmt *Branch) const {
  if (!Branch)
    return false;
  if (const auto *Compound = dyn_cast<CompoundStmt>(Branch))
    return !Compound->body_empty() && leaves(Compound->body_back());
  if (isa<ReturnStmt, CoreturnStmt>(Branch))
    return true;
  if (isa<BreakStmt, GotoStmt>(Branch))
    return leavesLoop(Branch);
  const auto *E = dyn_cast<Expr>(Branch);
  E = E ? E->IgnoreUnlessSpelledInSource() : nullptr;
  if (!E)
    return false;
  return isa<CXXThrowExpr>(E) || Model.throwsIfCancelled(E) ||
         neverReturns(TU, E);
}

/// Does every path from \p Block end without another suspension?
bool AfterFailure::canLeave(const CFGBlock *Block) {
  bool Saved = std::exchange(Failure.ThrowingAwaitsLeave, false);
  Reached Out;
  explore(Block, 0, Out, /*Prune=*/false, nullptr);
  Failure.ThrowingAwaitsLeave = Saved;
  return Out.empty();
}

/// Does \p Block end with a decision about the failure that can leave?
bool AfterFailure::decidesToLeave(const CFGBlock *Block) {
  const Stmt *Decision = decisionOf(Block);
  const Stmt *Condition = Decision ? conditionOf(Decision) : nullptr;
  if (!Condition || !isAbout(Condition))
    return false;
  if (isLoop(Decision))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(Decision))
    if (leaves(If->getThen()) || leaves(If->getElse()))
      return true;
  const CFGBlock *Decider = Block;
  if (Block->getTerminatorStmt() != Decision)
    for (const CFGBlock *Other : *Body.cfg())
      if (Other->getTerminatorStmt() == Decision)
        Decider = Other;
  return llvm::any_of(Decider->succs(),
                      [&](const CFGBlock::AdjacentBlock &Next) {
                        const CFGBlock *B = Next.getReachableBlock();
                        return B && canLeave(B);
                      });
}

/// Without a control-flow graph (a template that is not instantiated): the
/// handler falls off its end, and there is a suspension after it in a loop
/// around it or below it.
const Expr *AfterFailure::structural(const CXXCatchStmt *Handler) const {
  bool Plain = true;
  walkExecuted(Handler->getHandlerBlock(), [&](const Stmt *S) {
    Plain &= !isa<CXXThrowExpr, ReturnStmt, CoreturnStmt, BreakStmt, GotoStmt,
                  IfStmt, SwitchStmt>(S);
    return Plain;
  });
  if (!Plain)
    return nullptr;
  const Stmt *Loop = nullptr;
  for (const Stmt *S = Body.parent(Handler); S && !Loop; S = Body.parent(S)) {
    if (!isLoop(S))
      continue;
    const Stmt *Condition = conditionOf(S);
    if (Condition && isAbout(Condition))
      return nullptr;
    Loop = S;
  }
  const SourceManager &SM = TU.sources();
  for (const SuspensionPoint &P : C.suspensions()) {
    bool Later =
        !Body.isWithin(P.E, Origin) &&
        SM.isBeforeInTranslationUnit(Origin->getEndLoc(), P.location());
    if (P.MaySuspend && (Later || (Loop && Body.isWithin(P.E, Loop))))
      return P.E;
  }
  return nullptr;
}

AfterFailure::Reached AfterFailure::afterHandler(const CXXCatchStmt *Handler) {
  Origin = Body.parent(Handler);
  Reached Out;
  const CFG *Graph = Body.cfg();
  if (!Graph) {
    if (const Expr *Next = structural(Handler))
      Out.push_back(Next);
    return Out;
  }
  for (const CFGBlock *Block : *Graph)
    if (Block->getLabel() == Handler)
      explore(Block, 0, Out, /*Prune=*/true, nullptr);
  return Out;
}

/// \returns false if the graph has no place for \p Await.
bool AfterFailure::exploreFrom(const Expr *Await, Reached &Out, bool Prune,
                               const Expr *Through) {
  const CFGBlock *Block = Body.cfg() ? Body.blockOf(Await) : nullptr;
  if (!Block)
    return false;
  for (unsigned I = 0; I < Block->size(); ++I) {
    auto Element = (*Block)[I].getAs<CFGStmt>();
    if (!Element || Element->getStmt() != Await)
      continue;
    explore(Block, I + 1, Out, Prune, Through);
    return true;
  }
  return false;
}

bool AfterFailure::isLast(const Expr *Await) {
  Reached Out;
  return exploreFrom(Await, Out, /*Prune=*/false, nullptr) && Out.empty();
}

bool AfterFailure::returnsTo(const Expr *Await) {
  Origin = Await;
  Reached Out;
  return exploreFrom(Await, Out, /*Prune=*/true, Await) &&
         llvm::is_contained(Out, Await);
}
