// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/StaleUpdates.h"
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

/// A state has two bits for each fact: it holds; and it held before a
/// suspension.
class UpdateFlow {
public:
  using State = llvm::BitVector;

  UpdateFlow(TranslationUnit &TU, const Coroutine &C, const FunctionBody &Body)
      : TU(TU), C(C), Body(Body), Locks(TU.shared<HeldLocksOfUnit>().of(C)) {}

  void enter(State &) {}
  bool join(State &Into, const State &From) {
    if (Into.size() < From.size())
      Into.resize(From.size());
    if (!From.test(Into))
      return false;
    Into |= From;
    return true;
  }
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
  static bool test(const State &S, unsigned Bit) {
    return Bit < S.size() && S.test(Bit);
  }
  void set(State &S, unsigned Fact, bool Crossed) {
    if (S.size() < 2 * Facts.size())
      S.resize(2 * Facts.size());
    S.set(2 * Fact);
    Crossed ? S.set(2 * Fact + 1) : S.reset(2 * Fact + 1);
  }
  void clear(State &S, unsigned Fact) {
    if (2 * Fact + 1 < S.size()) {
      S.reset(2 * Fact);
      S.reset(2 * Fact + 1);
    }
  }
  /// Is \p E part of a condition that decides where control goes?
  bool isTested(const Expr *E);
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

bool UpdateFlow::isTested(const Expr *E) {
  const Stmt *Child = E;
  for (const Stmt *P = Body.parent(E); P; Child = P, P = Body.parent(P)) {
    if (const auto *If = dyn_cast<IfStmt>(P))
      return If->getCond() == Child;
    if (const auto *While = dyn_cast<WhileStmt>(P))
      return While->getCond() == Child;
    if (const auto *Do = dyn_cast<DoStmt>(P))
      return Do->getCond() == Child;
    if (const auto *For = dyn_cast<ForStmt>(P))
      return For->getCond() == Child;
    if (const auto *Switch = dyn_cast<SwitchStmt>(P))
      return Switch->getCond() == Child;
    if (const auto *Cond = dyn_cast<AbstractConditionalOperator>(P);
        Cond && Cond->getCond() == Child)
      return true;
    if (!isa<Expr>(P))
      return false;
  }
  return false;
}

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
      if (test(S, 2 * I) && dependsOn(D.Value, I))
        Taken.push_back({I, test(S, 2 * I + 1)});
  for (unsigned I = 0; I < Facts.size(); ++I)
    if (Facts[I].Holder == D.Variable)
      clear(S, I);
  for (auto [From, Crossed] : Taken) {
    unsigned To =
        factOf(D.Variable, Facts[From].Read, AccessPath(Facts[From].Object));
    set(S, To, Crossed);
    for (const SuspensionPoint *P : Across[From])
      if (Crossed && !llvm::is_contained(Across[To], P))
        Across[To].push_back(P);
  }
}

void UpdateFlow::read(State &S, const Expr *E) {
  AccessPath Object = readBy(TU, E);
  if (!Object || !isShared(TU, Object, C))
    return;
  set(S, factOf(nullptr, E, Object), /*Crossed=*/false);
}

/// Testing the object again is what a careful coroutine does.
void UpdateFlow::testAgain(State &S, const Expr *E) {
  if (!isa<DeclRefExpr, MemberExpr>(E) || S.none() || !isTested(E))
    return;
  AccessPath Object = pathOf(TU, E);
  for (unsigned I = 0; I < Facts.size(); ++I)
    if (Object && test(S, 2 * I + 1) && Facts[I].Object == Object)
      clear(S, I);
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
      IsStale |= !Facts[I].Holder && test(S, 2 * I + 1) &&
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
  for (unsigned I = 0; 2 * I + 1 < S.size(); ++I)
    if (S.test(2 * I)) {
      S.set(2 * I + 1);
      if (!llvm::is_contained(Across[I], P))
        Across[I].push_back(P);
    }
}

void UpdateFlow::write(State &S, const Expr *E, bool Final) {
  WriteAccess W = writtenBy(TU, E);
  if (!W || W.What != WriteAccess::Assign)
    return;
  for (unsigned I = 0; I < Facts.size(); ++I) {
    if (!test(S, 2 * I + 1) || !(Facts[I].Object == W.Object))
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
    if (test(S, 2 * I) && Facts[I].Object == W.Object)
      clear(S, I);
}

void UpdateFlow::step(State &S, const CFGElement &E, bool Final) {
  auto CS = E.getAs<CFGStmt>();
  if (!CS)
    return;
  const Stmt *Stmt = CS->getStmt();
  const auto *Ex = dyn_cast<Expr>(Stmt);
  if (Ex && isa<CoroutineSuspendExpr, DependentCoawaitExpr>(Ex))
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
