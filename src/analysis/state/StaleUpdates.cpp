// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/StaleUpdates.h"
#include "analysis/flow/BitFacts.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/flow/LiveAcross.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/state/Accesses.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// The value that Read got from Object is in Holder (null: in the expression
/// that read it).
struct StaleFact {
  const VarDecl *Holder = nullptr;
  const Expr *Read = nullptr;
  AccessPath Object;
};

class UpdateFlow {
public:
  using State = CrossedFacts;

  UpdateFlow(TranslationUnit &TU, const Coroutine &C, const FunctionBody &Body)
      : TU(TU), C(C), Body(Body), Locks(TU.shared<HeldLocksOfUnit>().of(C)) {}

  void enter(State &) {}
  bool join(State &Into, const State &From) { return joinByUnion(Into, From); }
  void branch(State &, const CFGBlock &, unsigned) {}
  void unwind(State &, const CXXTryStmt &) {}
  void step(State &S, const CFGElement &E, bool Final);

  std::vector<StaleWrite> Writes;

private:
  unsigned factOf(const VarDecl *Holder, const Expr *Read,
                  const AccessPath &O) {
    for (unsigned I = 0; I < Facts.size(); ++I)
      if (Facts[I].Holder == Holder && Facts[I].Read == Read)
        return I;
    Facts.push_back({Holder, Read, O});
    Across.emplace_back();
    return Facts.size() - 1;
  }
  bool dependsOn(const Expr *Value, unsigned Fact);
  void define(State &S, const Definition &D);
  void read(State &S, const Expr *E);
  void testAgain(State &S, const Expr *E);
  bool readsAgain(const State &S, const Expr *Value, const AccessPath &Object);
  bool isRestored(const WriteAccess &W, unsigned Fact);
  void suspend(State &S, const Expr *E);
  void write(State &S, const Expr *E, bool Final);

  TranslationUnit &TU;
  const Coroutine &C;
  const FunctionBody &Body;
  const HeldLocks &Locks;
  std::vector<StaleFact> Facts;
  std::vector<std::vector<const SuspensionPoint *>> Across;
};

} // namespace

/// Is the stale value part of what \p Value computes? What goes into an awaited
/// operation is that operation's business.
bool UpdateFlow::dependsOn(const Expr *Value, unsigned Fact) {
  const StaleFact &F = Facts[Fact];
  bool Depends = false;
  walkExecuted(Value, [&](const Stmt *S) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, LambdaExpr>(S))
      return false;
    if (!F.Holder)
      Depends |= S == F.Read;
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Depends |= Ref->getDecl() == F.Holder;
    return !Depends;
  });
  return Depends;
}

void UpdateFlow::define(State &S, const Definition &D) {
  if (!D.Variable->isLocalVarDeclOrParm())
    return;
  SmallVector<std::pair<unsigned, bool>, 4> Taken;
  if (D.Value && !D.Variable->getType()->isReferenceType())
    for (unsigned I = 0; I < Facts.size(); ++I)
      if (S.holds(I) && dependsOn(D.Value, I))
        Taken.push_back({I, S.hasCrossed(I)});
  for (unsigned I = 0; I < Facts.size(); ++I)
    if (Facts[I].Holder == D.Variable)
      S.forget(I);
  for (auto [From, Crossed] : Taken) {
    unsigned To =
        factOf(D.Variable, Facts[From].Read, AccessPath(Facts[From].Object));
    S.establish(To, Crossed);
    for (const SuspensionPoint *P : Across[From])
      if (Crossed && !llvm::is_contained(Across[To], P))
        Across[To].push_back(P);
  }
}

void UpdateFlow::read(State &S, const Expr *E) {
  AccessPath Object = readBy(TU, E);
  if (!Object || !isShared(TU, Object, C))
    return;
  S.establish(factOf(nullptr, E, Object));
}

/// Testing the object again is what a careful coroutine does.
void UpdateFlow::testAgain(State &S, const Expr *E) {
  if (!isa<DeclRefExpr, MemberExpr>(E) || S.none() ||
      !Body.isInCondition(cast<Expr>(E)))
    return;
  AccessPath Object = pathOf(TU, E);
  for (unsigned I = 0; I < Facts.size(); ++I)
    if (Object && S.hasCrossed(I) && Facts[I].Object == Object)
      S.forget(I);
}

/// Does \p Value look at the object once more, after the suspension? Then what
/// was read before is merged into what is there now.
bool UpdateFlow::readsAgain(const State &S, const Expr *Value,
                            const AccessPath &Object) {
  bool Again = false;
  walkExecuted(Value, [&](const Stmt *Part) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, LambdaExpr>(Part))
      return false;
    if (!isa<DeclRefExpr, MemberExpr>(Part) ||
        !(pathOf(TU, cast<Expr>(Part)) == Object))
      return !Again;
    bool IsStale = false;
    for (unsigned I = 0; I < Facts.size(); ++I)
      IsStale |= !Facts[I].Holder && S.hasCrossed(I) &&
                 Body.isWithin(Part, Facts[I].Read);
    Again |= !IsStale;
    return false;
  });
  return Again;
}

/// Is what was read put back as it was, as after a failure? Then nothing was
/// computed from it.
bool UpdateFlow::isRestored(const WriteAccess &W, unsigned Fact) {
  const VarDecl *Saved = Facts[Fact].Holder;
  if (!Saved || W.Values.size() != 1 || variableOf(W.Values[0]) != Saved ||
      !Saved->getInit() ||
      stripValue(Saved->getInit()) != stripValue(Facts[Fact].Read))
    return false;
  bool Changed = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != Saved || Body.isWithin(Ref, W.Values[0]))
      return !Changed;
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Body.parent(Ref));
    Changed = !Cast || (Cast->getCastKind() != CK_LValueToRValue &&
                        !Cast->getType().isConstQualified());
    return !Changed;
  });
  return !Changed;
}

void UpdateFlow::suspend(State &S, const Expr *E) {
  const SuspensionPoint *P = C.suspensionOf(E);
  if (!P || !P->MaySuspend || Locks.isLockedAt(E))
    return;
  for (unsigned I = 0; I < S.numFacts(); ++I)
    if (S.holds(I)) {
      S.markCrossed(I);
      if (!llvm::is_contained(Across[I], P))
        Across[I].push_back(P);
    }
}

void UpdateFlow::write(State &S, const Expr *E, bool Final) {
  WriteAccess W = writtenBy(TU, E);
  if (!W || W.What != WriteAccess::Assign)
    return;
  for (unsigned I = 0; I < Facts.size(); ++I) {
    if (!S.hasCrossed(I) || !(Facts[I].Object == W.Object))
      continue;
    bool Depends =
        llvm::any_of(W.Values, [&](const Expr *V) { return dependsOn(V, I); });
    Depends = Depends && llvm::none_of(W.Values, [&](const Expr *V) {
                return readsAgain(S, V, W.Object);
              });
    if (Final && Depends && !isRestored(W, I))
      Writes.push_back(
          {StaleWrite::Update, W.Object, Facts[I].Read, E, Across[I]});
  }
  // What was read before is old news now.
  for (unsigned I = 0; I < Facts.size(); ++I)
    if (S.holds(I) && Facts[I].Object == W.Object)
      S.forget(I);
}

void UpdateFlow::step(State &S, const CFGElement &E, bool Final) {
  auto CS = E.getAs<CFGStmt>();
  if (!CS)
    return;
  const Stmt *Stmt = CS->getStmt();
  const auto *Ex = dyn_cast<Expr>(Stmt);
  if (Ex && C.isSuspension(Ex))
    return suspend(S, Ex);
  if (isa<DeclStmt, BinaryOperator, CXXOperatorCallExpr>(Stmt))
    for (const Definition &D : definitionsIn(Stmt))
      define(S, D);
  if (!Ex || !Body.contains(Ex))
    return;
  write(S, Ex, Final);
  testAgain(S, Ex);
  read(S, Ex);
}

std::vector<StaleWrite> async_tidy::staleUpdates(TranslationUnit &TU,
                                                 const Coroutine &C) {
  if (!C.canSuspend() || !writesShared(TU, C))
    return {};
  const FunctionBody &Body = bodyOf(TU, C.function());
  UpdateFlow Flow(TU, C, Body);
  if (!ForwardFlow<UpdateFlow>(Body, Flow).run())
    return {};
  sortWrites(TU, Flow.Writes);
  return std::move(Flow.Writes);
}
