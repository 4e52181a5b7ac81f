// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Check, suspend, act: what a condition found out about a shared object, and a
// write that relies on it after a suspension.

#include "analysis/state/StaleChecks.h"
#include "analysis/flow/BitFacts.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/state/Accesses.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Constants.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// What a branch knows about an object.
struct BranchFact {
  enum Kind {
    Nothing,
    Absent, ///< it is null, empty, false, or does not contain the key
    Limit   ///< it is below or above something
  };
  Kind What = Nothing;
  AccessPath Object;
  const Expr *Read = nullptr;
};

} // namespace

/// The container whose `end()` \p E is.
static const Expr *endOf(TranslationUnit &TU, const Expr *E) {
  CallParts P = callParts(stripValue(E));
  return P && P.Object && TU.names().in(WordList::ContainerEnd, P.Callee)
             ? P.Object
             : nullptr;
}

static BranchFact found(TranslationUnit &TU, BranchFact::Kind What,
                        const Expr *Object, const Expr *Read) {
  bool Arrow = Object->getType()->isPointerType() &&
               !isa<DeclRefExpr, MemberExpr>(Object->IgnoreParenImpCasts());
  AccessPath P = Arrow ? pathOfPointee(TU, Object) : pathOf(TU, Object);
  return P ? BranchFact{What, P, Read} : BranchFact();
}

/// A comparison of \p L and \p R that came out as \p Holds.
static BranchFact comparison(TranslationUnit &TU, BinaryOperatorKind Op,
                             const Expr *L, const Expr *R, bool Holds) {
  Names &N = TU.names();
  if (Op == BO_EQ || Op == BO_NE) {
    bool Equal = (Op == BO_EQ) == Holds;
    for (auto [Object, Other] : {std::pair(L, R), std::pair(R, L)}) {
      if (const Expr *Container = endOf(TU, Other))
        return Equal ? found(TU, BranchFact::Absent, Container, Other)
                     : BranchFact();
      if (isZeroLiteral(Other)) {
        CallParts P = callParts(stripValue(Object));
        if (P && P.Object &&
            (N.in(WordList::ContainerCount, P.Callee) ||
             N.in(WordList::ContainerSize, P.Callee)))
          Object = P.Object;
        return Equal ? found(TU, BranchFact::Absent, stripValue(Object), Object)
                     : BranchFact();
      }
    }
    return {};
  }
  for (const Expr *Side : {L, R}) {
    // `q.size() < max`
    CallParts P = callParts(stripValue(Side));
    if (P && P.Object && N.in(WordList::ContainerSize, P.Callee))
      if (BranchFact F = found(TU, BranchFact::Limit, P.Object, Side); F.Object)
        return F;
    if (BranchFact F = found(TU, BranchFact::Limit, stripValue(Side), Side);
        F.Object && !stripValue(Side)->getType()->isPointerType())
      if (F.Object.lastField() || F.Object.variable())
        return F;
  }
  return {};
}

/// What is known where the condition \p E is \p Holds.
static BranchFact branchFactOf(TranslationUnit &TU, const Expr *E, bool Holds) {
  if (!E) // `if consteval`
    return {};
  E = E->IgnoreParenImpCasts();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    E = C->getSubExpr()->IgnoreParenImpCasts();
  while (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() != UO_LNot)
      break;
    Holds = !Holds;
    E = U->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    auto Parts = R->getDecomposedForm();
    return comparison(TU, Parts.Opcode, Parts.LHS, Parts.RHS, Holds);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isComparisonOp()
               ? comparison(TU, B->getOpcode(), B->getLHS(), B->getRHS(), Holds)
               : BranchFact();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->isComparisonOp() && Call->getNumArgs() == 2)
    return comparison(TU,
                      BinaryOperator::getOverloadedOpcode(Call->getOperator()),
                      Call->getArg(0), Call->getArg(1), Holds);
  CallParts P = callParts(E);
  if (P && P.Object && P.Callee) {
    Names &N = TU.names();
    bool AbsentIf = N.in(WordList::ContainerEmptiness, P.Callee);
    if (!AbsentIf && !isa<CXXConversionDecl>(P.Callee) &&
        !N.in(WordList::ContainerPresence, P.Callee) &&
        !N.in(WordList::ContainerCount, P.Callee) &&
        !N.in(WordList::AtomicRead, P.Callee))
      return {};
    return Holds == AbsentIf ? found(TU, BranchFact::Absent, P.Object, E)
                             : BranchFact();
  }
  if (!Holds && isa<DeclRefExpr, MemberExpr>(E))
    return found(TU, BranchFact::Absent, E, E);
  return {};
}

/// Does evaluating \p E itself, not what it awaits, look at the object?
static bool mentions(TranslationUnit &TU, const Expr *E,
                     const AccessPath &Object) {
  bool Found = false;
  walkExecuted(E, [&](const Stmt *S) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, LambdaExpr>(S))
      return false;
    if (isa<DeclRefExpr, MemberExpr>(S))
      Found |= pathOf(TU, cast<Expr>(S)) == Object;
    return !Found;
  });
  return Found;
}

/// A map or set with unique keys looks again when it inserts: it leaves alone
/// what another task has put there in the meantime.
static bool insertsIfAbsent(TranslationUnit &TU, const CallParts &P) {
  Names &N = TU.names();
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  if (!N.in(WordList::ContainerInsert, M))
    return false;
  bool HasKeys = false;
  for (const Decl *D : M->getParent()->decls())
    if (const auto *T = dyn_cast<TypedefNameDecl>(D))
      HasKeys |= N.in(WordList::KeyType, T);
  return HasKeys && !N.speaksOf(Topic::MultiContainer, M->getParent());
}

namespace {

/// A fact holds on every path to here; it has crossed a suspension on one of
/// them. Fact 0: the coroutine has marked its work as under way.
class CheckFlow {
public:
  using State = CrossedFacts;

  CheckFlow(TranslationUnit &TU, const Coroutine &C, const FunctionBody &Body)
      : TU(TU), C(C), Body(Body), Ctx(TU.context()),
        Locks(TU.shared<HeldLocksOfUnit>().of(C)), Across(1) {}

  void enter(State &S) { S.resize(2); } // room for fact 0
  /// A fact must hold on both ways into a join; whether a suspension lies
  /// behind it may come from either.
  bool join(State &Into, const State &From) {
    bool Changed = false;
    for (unsigned I = 0; I < Into.numFacts(); ++I) {
      if (Into.holds(I) && !From.holds(I)) {
        Into.forget(I);
        Changed = true;
      } else if (Into.holds(I) && From.hasCrossed(I) && !Into.hasCrossed(I)) {
        Into.markCrossed(I);
        Changed = true;
      }
    }
    return Changed;
  }
  void branch(State &S, const CFGBlock &From, unsigned Successor);
  void unwind(State &S, const CXXTryStmt &) { S.reset(); }
  void step(State &S, const CFGElement &E, bool Final);

  std::vector<StaleWrite> Writes;

private:
  /// Is the statement part of an endless loop? Such a coroutine is started once
  /// and owns what it works on: it tests and acts in every round.
  bool isInEndlessLoop(const Stmt *S) const {
    for (S = Body.parent(S); S; S = Body.parent(S)) {
      const Expr *Condition = nullptr;
      if (const auto *For = dyn_cast<ForStmt>(S))
        Condition = For->getCond();
      else if (const auto *While = dyn_cast<WhileStmt>(S))
        Condition = While->getCond();
      else
        continue;
      bool Value = false;
      if (!Condition ||
          (!Condition->isValueDependent() &&
           Condition->EvaluateAsBooleanCondition(Value, Ctx) && Value))
        return true;
    }
    return false;
  }
  /// Does the branch throw? Then the condition guards against misuse, as in
  /// `if (open_) throw …;`, and promises nothing about other tasks.
  static bool throws(const CFGBlock &From, unsigned Successor) {
    const CFGBlock *Next = *(From.succ_begin() + Successor);
    return Next && llvm::any_of(*Next, [](const CFGElement &E) {
             auto S = E.getAs<CFGStmt>();
             return S && isa<CXXThrowExpr>(S->getStmt());
           });
  }
  /// The statement that the condition decides, or nullptr.
  const Stmt *decidedBy(const Stmt *Condition) const {
    const Stmt *P = Condition;
    while (P && isa<Expr>(P) && !isa<AbstractConditionalOperator>(P))
      P = Body.parent(P);
    return P;
  }
  bool marksEnd(const WriteAccess &W, const Expr *E) const;
  void forget(State &S, const AccessPath &Object);
  void write(State &S, const Expr *E, bool Final);

  TranslationUnit &TU;
  const Coroutine &C;
  const FunctionBody &Body;
  const ASTContext &Ctx;
  const HeldLocks &Locks;
  std::vector<BranchFact> Facts{BranchFact()};
  std::vector<std::vector<const SuspensionPoint *>> Across;
};

} // namespace

/// Was the variable made from something that is awaited?
static bool isAwaitedValue(const VarDecl *V) {
  bool Awaits = false;
  walkExecuted(V ? V->getInit() : nullptr, [&](const Stmt *S) {
    Awaits |= isa<CoawaitExpr>(S);
    return !Awaits;
  });
  return Awaits;
}

/// `size_t n = co_await read(); if (n == 0) eof = true;`: a flag that is raised
/// because what was awaited just now gave nothing. That is no less true for
/// what others have found.
bool CheckFlow::marksEnd(const WriteAccess &W, const Expr *E) const {
  if (W.Values.size() != 1 ||
      !isa<CXXBoolLiteralExpr, IntegerLiteral>(stripValue(W.Values.front())))
    return false;
  for (const Stmt *Child = E, *Up = Body.parent(E); Up;
       Child = Up, Up = Body.parent(Up)) {
    const auto *If = dyn_cast<IfStmt>(Up);
    if (!If || (Child != If->getThen() && Child != If->getElse()))
      continue;
    BranchFact F = branchFactOf(TU, If->getCond(), Child == If->getThen());
    if (F.What == BranchFact::Absent && isAwaitedValue(F.Object.variable()))
      return true;
  }
  return false;
}

void CheckFlow::forget(State &S, const AccessPath &Object) {
  for (unsigned I = 1; I < S.numFacts(); ++I)
    if (Object.startsWith(Facts[I].Object))
      S.forget(I);
}

void CheckFlow::branch(State &S, const CFGBlock &From, unsigned Successor) {
  const auto *Condition = dyn_cast_or_null<Expr>(From.getLastCondition());
  if (!Condition || From.succ_size() != 2)
    return;
  BranchFact F = branchFactOf(TU, Condition, Successor == 0);
  BranchFact Other = branchFactOf(TU, Condition, Successor != 0);
  // Whatever the outcome, the object was looked at just now.
  for (const BranchFact &Each : {F, Other})
    if (Each.Object)
      forget(S, Each.Object);
  // A loop tests its condition again and again.
  if (F.What == BranchFact::Nothing || !isShared(TU, F.Object, C) ||
      !isa_and_nonnull<IfStmt, AbstractConditionalOperator>(
          decidedBy(Condition)) ||
      isInEndlessLoop(Condition) || throws(From, 1 - Successor))
    return;
  unsigned Known = 1;
  while (Known < Facts.size() &&
         !(Facts[Known].Read == F.Read && Facts[Known].What == F.What))
    ++Known;
  if (Known == Facts.size()) {
    Facts.push_back(F);
    Across.emplace_back();
  }
  S.establish(Known);
}

void CheckFlow::write(State &S, const Expr *E, bool Final) {
  WriteAccess W = writtenBy(TU, E);
  CallParts P = callParts(E);
  Names &N = TU.names();
  if (!W && P && P.Object &&
      (N.in(WordList::ContainerInsert, P.Callee) ||
       N.in(WordList::ContainerReplace, P.Callee))) {
    W.Object = pathOf(TU, P.Object);
    W.What = WriteAccess::Assign;
  }
  bool Adds = P && P.Object && N.in(WordList::ContainerAppend, P.Callee);
  if (!W && Adds) {
    W.Object = pathOf(TU, P.Object);
    W.What = WriteAccess::Change;
  }
  // `n = n - 1`
  bool Counts = W.What == WriteAccess::Change ||
                llvm::any_of(W.Values, [&](const Expr *V) {
                  return mentions(TU, V, W.Object);
                });
  if (!W || !isShared(TU, W.Object, C))
    return;
  for (unsigned I = 1; I < S.numFacts(); ++I) {
    if (!S.holds(I) || !W.Object.startsWith(Facts[I].Object))
      continue;
    if (!S.hasCrossed(I)) {
      // Marked before the suspension: whoever comes later sees it.
      if (W.What != WriteAccess::Clear)
        S.establish(0);
      continue;
    }
    bool Relies = Facts[I].What == BranchFact::Absent
                      ? W.What == WriteAccess::Assign
                      : Counts || insertsIfAbsent(TU, P);
    if (Facts[I].What == BranchFact::Absent &&
        (insertsIfAbsent(TU, P) || marksEnd(W, E)))
      Relies = false;
    if (Final && Relies && !S.holds(0))
      Writes.push_back(
          {StaleWrite::Check, Facts[I].Object, Facts[I].Read, E, Across[I]});
  }
  forget(S, W.Object);
}

void CheckFlow::step(State &S, const CFGElement &E, bool Final) {
  auto CS = E.getAs<CFGStmt>();
  const auto *Ex = CS ? dyn_cast<Expr>(CS->getStmt()) : nullptr;
  if (!Ex)
    return;
  if (C.isSuspension(Ex)) {
    const SuspensionPoint *P = C.suspensionOf(Ex);
    if (!P || !P->MaySuspend || Locks.isLockedAt(Ex))
      return;
    for (unsigned I = 1; I < S.numFacts(); ++I)
      if (S.holds(I)) {
        S.markCrossed(I);
        if (!llvm::is_contained(Across[I], P))
          Across[I].push_back(P);
      }
  } else if (Body.contains(Ex)) {
    write(S, Ex, Final);
  }
}

std::vector<StaleWrite> async_tidy::staleChecks(TranslationUnit &TU,
                                                const Coroutine &C) {
  if (!C.canSuspend() || !writesShared(TU, C))
    return {};
  const FunctionBody &Body = bodyOf(TU, C.function());
  CheckFlow Flow(TU, C, Body);
  if (!ForwardFlow<CheckFlow>(Body, Flow).run())
    return {};
  sortWrites(TU, Flow.Writes);
  return std::move(Flow.Writes);
}
