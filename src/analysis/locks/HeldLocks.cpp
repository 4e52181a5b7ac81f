// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/HeldLocks.h"
#include "analysis/calls/AcquiringNames.h"
#include "analysis/flow/BitFacts.h"
#include "analysis/flow/ForwardFlow.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// The data-flow domain: a state is the set of facts "this path is held since
/// that event".
class LockFlow {
public:
  using State = llvm::BitVector;

  /// \p C: nullptr if the function is no coroutine.
  LockFlow(TranslationUnit &TU, LockTypes &Types, const Coroutine *C,
           const FunctionBody &Body, bool Strict)
      : TU(TU), C(C), Body(Body), Events(TU, Types, Body, Strict),
        Strict(Strict) {}

  void enter(State &S) {
    for (const LockEvent &E : Events.atEntry())
      apply(S, E, false);
  }
  bool join(State &Into, const State &From) { return joinByUnion(Into, From); }
  void step(State &S, const CFGElement &E, bool Final) {
    if (Final && AtExpression)
      if (auto Statement = E.getAs<CFGStmt>())
        remember(S, Statement->getStmt());
    for (const LockEvent &Event : eventsOf(E))
      apply(S, Event, Final);
    // An await that is only imagined is none for the events.
    auto Statement = E.getAs<CFGStmt>();
    const auto *Ex = Statement ? dyn_cast<Expr>(Statement->getStmt()) : nullptr;
    if (C && Ex && C->isSuspension(Ex) &&
        !isa<CoroutineSuspendExpr, DependentCoawaitExpr>(Ex))
      suspend(S, Ex, Final);
  }
  void branch(State &S, const CFGBlock &From, unsigned Successor);
  void unwind(State &S, const CXXTryStmt &T);

  std::vector<LockEvent> Facts;
  std::vector<std::vector<const SuspensionPoint *>> Crossed;
  llvm::SmallPtrSet<const Expr *, 8> LockedAt;
  /// Called, where it is set, with each fact that holds before an expression.
  std::function<void(const Expr *, unsigned)> AtExpression;

private:
  void remember(const State &S, const Stmt *At) {
    if (const auto *E = dyn_cast<Expr>(At))
      for (unsigned I : S.set_bits())
        if (inScope(Facts[I], E))
          AtExpression(E, I);
  }
  const LockEventList &eventsOf(const CFGElement &E) {
    const void *Key = nullptr;
    if (auto S = E.getAs<CFGStmt>())
      Key = S->getStmt();
    else if (auto D = E.getAs<CFGTemporaryDtor>())
      // Distinct from the expression's own element.
      Key = reinterpret_cast<const char *>(D->getBindTemporaryExpr()) + 1;
    else if (auto D = E.getAs<CFGAutomaticObjDtor>())
      Key = D->getVarDecl();
    auto [It, New] = Cache.try_emplace(Key);
    if (New && Key)
      It->second = Events.of(E);
    return It->second;
  }
  void apply(State &S, const LockEvent &E, bool Final);
  void set(State &S, LockEvent Fact);
  void release(State &S, const AccessPath &P, bool Parts);
  void transfer(State &S, const LockEvent &E);
  void suspend(State &S, const Expr *E, bool Final);
  bool inScope(const LockEvent &Fact, const Expr *At);
  bool handedTo(const LockEvent &Fact, const SuspensionPoint &P);

  TranslationUnit &TU;
  const Coroutine *C;
  const FunctionBody &Body;
  LockEvents Events;
  bool Strict;
  std::map<const void *, LockEventList> Cache;
  /// The indices in Facts, by Loc.
  std::map<SourceLocation, SmallVector<unsigned, 2>> FactsAt;
};

} // namespace

void LockFlow::set(State &S, LockEvent Fact) {
  if (!Fact.Path)
    return;
  SmallVectorImpl<unsigned> &Known = FactsAt[Fact.Loc];
  for (unsigned I : Known)
    if (Facts[I].Path == Fact.Path && Facts[I].Hold == Fact.Hold) {
      if (S.size() <= I)
        S.resize(Facts.size());
      S.set(I);
      return;
    }
  Known.push_back(Facts.size());
  Facts.push_back(std::move(Fact));
  Crossed.emplace_back();
  S.resize(Facts.size());
  S.set(Facts.size() - 1);
}

void LockFlow::release(State &S, const AccessPath &P, bool Parts) {
  for (unsigned I : S.set_bits())
    if (P && (Parts ? Facts[I].Path.startsWith(P) : Facts[I].Path == P))
      S.reset(I);
}

void LockFlow::transfer(State &S, const LockEvent &E) {
  // What is part of the source becomes the same part of the target.
  SmallVector<LockEvent, 2> Moved;
  for (unsigned I : S.set_bits()) {
    if (!E.From || !Facts[I].Path.startsWith(E.From))
      continue;
    LockEvent Fact = E;
    Fact.What = LockEvent::Acquire;
    Fact.Hold = Facts[I].Hold;
    Fact.Reason = Facts[I].Reason;
    Fact.Path =
        E.Path.plus(Facts[I].Path.steps().drop_front(E.From.steps().size()));
    if (!Strict)
      S.reset(I);
    Moved.push_back(Fact);
  }
  for (LockEvent &Fact : Moved)
    set(S, std::move(Fact));
}

void LockFlow::apply(State &S, const LockEvent &E, bool Final) {
  switch (E.What) {
  case LockEvent::Acquire:
    return set(S, E);
  case LockEvent::Release:
    if (!Strict || E.IsRaw)
      release(S, E.Path, /*Parts=*/false);
    return;
  case LockEvent::ReleaseAll:
    // Strictly, only the end of its scope ends a guard.
    if (!Strict || !E.Site)
      release(S, E.Path, /*Parts=*/true);
    return;
  case LockEvent::Transfer:
    return transfer(S, E);
  case LockEvent::Swap: {
    LockEvent There = E, Back = E;
    State Before = S;
    std::swap(Back.Path, Back.From);
    State Left = S, Right = S;
    transfer(Left, There);
    transfer(Right, Back);
    release(Left, E.From, true);
    release(Right, E.Path, true);
    // Each direction on its own state: the second must not undo the first.
    release(S, E.Path, true);
    release(S, E.From, true);
    Left.resize(Facts.size());
    Right.resize(Facts.size());
    S.resize(Facts.size());
    for (unsigned I = 0; I < Facts.size(); ++I) {
      bool NewHere = Left.test(I) && Facts[I].Path.startsWith(E.Path) &&
                     Facts[I].Loc == E.Loc;
      bool NewThere = Right.test(I) && Facts[I].Path.startsWith(E.From) &&
                      Facts[I].Loc == E.Loc;
      if (NewHere || NewThere)
        S.set(I);
    }
    if (Strict)
      S |= Before;
    return;
  }
  case LockEvent::Suspend:
    return suspend(S, cast<Expr>(E.Site), Final);
  }
}

/// Is the fact's variable or temporary in scope at \p At? A graph has no
/// destructors for trivial and for dependent types.
bool LockFlow::inScope(const LockEvent &Fact, const Expr *At) {
  if (const Expr *Temp = Fact.Path.temporary()) {
    const Stmt *Full = Temp;
    while (const Stmt *P = Body.parent(Full)) {
      if (isa<CompoundStmt, DeclStmt>(P) || isa<ExprWithCleanups>(Full))
        break;
      Full = P;
    }
    return Body.isWithin(At, Full);
  }
  const VarDecl *V = Fact.Path.variable();
  if (!V || V->hasGlobalStorage() || isa<ParmVarDecl>(V) || Fact.IsRaw)
    return true;
  const DeclStmt *D = Body.uses().declarationOf(V);
  if (!D)
    return true;
  const Stmt *Scope = Body.parent(D);
  while (isa_and_nonnull<LabelStmt, SwitchCase, AttributedStmt>(Scope))
    Scope = Body.parent(Scope);
  return (!Scope || Body.isWithin(At, Scope)) &&
         !TU.sources().isBeforeInTranslationUnit(At->getExprLoc(),
                                                 V->getLocation());
}

/// Does the awaited expression get the guard as an argument? A condition
/// variable releases it for the time of the suspension.
bool LockFlow::handedTo(const LockEvent &Fact, const SuspensionPoint &P) {
  bool Handed = false;
  walkExecuted(P.Operand, [&](const Stmt *S) {
    if (CallParts Parts = callParts(dyn_cast<Expr>(S)))
      for (const Expr *Arg : Parts.Args) {
        AccessPath Path = pathOf(TU, Arg);
        Handed |= Path && Path == Fact.Path;
      }
    return !Handed;
  });
  return Handed;
}

void LockFlow::suspend(State &S, const Expr *E, bool Final) {
  if (!Final || !C)
    return;
  const SuspensionPoint *P = C->suspensionOf(E);
  if (!P || !P->MaySuspend)
    return;
  for (unsigned I : S.set_bits()) {
    const LockEvent &Fact = Facts[I];
    if (!inScope(Fact, E))
      continue;
    if (Fact.Hold != HoldKind::Hostile)
      LockedAt.insert(E);
    if (Strict || !handedTo(Fact, *P))
      Crossed[I].push_back(P);
  }
}

void LockFlow::branch(State &S, const CFGBlock &From, unsigned Successor) {
  const auto *Condition = dyn_cast_or_null<Expr>(From.getLastCondition());
  if (!Condition || From.succ_size() != 2 || Strict)
    return;
  bool Held = true;
  AccessPath P = Events.testedLock(Condition, Held);
  bool IsTrue = Successor == 0;
  if (P && IsTrue != Held)
    release(S, P, /*Parts=*/true);
}

/// What was declared inside the try block is destroyed before a handler runs.
void LockFlow::unwind(State &S, const CXXTryStmt &T) {
  SourceRange Range = T.getTryBlock()->getSourceRange();
  for (unsigned I : S.set_bits()) {
    const VarDecl *V = Facts[I].Path.variable();
    bool Inside = V && !V->hasGlobalStorage() &&
                  !TU.sources().isBeforeInTranslationUnit(V->getLocation(),
                                                          Range.getBegin()) &&
                  TU.sources().isBeforeInTranslationUnit(V->getLocation(),
                                                         Range.getEnd());
    if (Facts[I].Path.temporary() || (Inside && !Facts[I].IsRaw))
      S.reset(I);
  }
}

/// Can the coroutine hold anything at all? Most cannot, and need no graph.
static bool mayHold(TranslationUnit &TU, LockTypes &Types, const Coroutine &C) {
  if (C.function()->hasAttr<RequiresCapabilityAttr>())
    return true;
  for (const ParmVarDecl *P : C.function()->parameters())
    if (Types.holdOf(P->getType().getNonReferenceType()))
      return true;
  bool May = false;
  walkExecuted(C.body(), [&](const Stmt *S) {
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          May |= bool(Types.holdOf(V->getType().getNonReferenceType())) ||
                 (V->getInit() && isAwaitedGuard(TU, V->getInit()));
    } else if (const auto *E = dyn_cast<CXXBindTemporaryExpr>(S)) {
      May |= bool(Types.holdOf(E->getType()));
    } else if (const auto *New = dyn_cast<CXXNewExpr>(S)) {
      May |= bool(Types.holdOf(New->getAllocatedType()));
    } else if (CallParts P = callParts(dyn_cast<Expr>(S)); P && P.Callee) {
      May |= Types.lockCall(P.Callee) != LockCall::None ||
             locksByName(TU, P.Callee);
    }
    return !May;
  });
  return May;
}

HeldLocks::HeldLocks(TranslationUnit &TU, LockTypes &Types, const Coroutine &C,
                     bool Strict) {
  if (!C.canSuspend() || !mayHold(TU, Types, C))
    return;
  const FunctionBody &Body = bodyOf(TU, C.function());
  LockFlow Flow(TU, Types, &C, Body, Strict);
  if (!ForwardFlow<LockFlow>(Body, Flow).run()) {
    GaveUp = true;
    return;
  }
  LockedAt = Flow.LockedAt;
  const SourceManager &SM = TU.sources();
  for (unsigned I = 0; I < Flow.Facts.size(); ++I) {
    if (Flow.Crossed[I].empty() || Flow.Facts[I].Hold == HoldKind::Async)
      continue;
    HeldAcross H{Flow.Facts[I], std::move(Flow.Crossed[I])};
    llvm::sort(H.At, [&](const auto *A, const auto *B) {
      return SM.isBeforeInTranslationUnit(A->location(), B->location());
    });
    Result.push_back(std::move(H));
  }
  llvm::sort(Result, [&](const HeldAcross &A, const HeldAcross &B) {
    return SM.isBeforeInTranslationUnit(A.Acquired.Loc, B.Acquired.Loc);
  });
}

LocksAtExpressions::LocksAtExpressions(TranslationUnit &TU,
                                       const FunctionBody &Body)
    : Body(Body) {
  LockFlow Flow(TU, TU.shared<LockTypesOfUnit>().with(),
                TU.coroutine(Body.function()), Body, /*Strict=*/false);
  Flow.AtExpression = [&](const Expr *E, unsigned Fact) {
    Before[E].push_back(Fact);
  };
  if (ForwardFlow<LockFlow>(Body, Flow).run())
    Facts = std::move(Flow.Facts);
}

bool LocksAtExpressions::isHeld(const Stmt *Taken, const Stmt *E) const {
  auto It = Before.find(E);
  return It != Before.end() && llvm::any_of(It->second, [&](unsigned Fact) {
           const Stmt *Site = Facts[Fact].Site;
           return Site &&
                  (Body.isWithin(Taken, Site) || Body.isWithin(Site, Taken));
         });
}

const HeldLocks &HeldLocksOfUnit::of(const Coroutine &C) {
  return of(C, TU.shared<LockTypesOfUnit>().with(), false);
}

const HeldLocks &HeldLocksOfUnit::of(const Coroutine &C, LockTypes &Types,
                                     bool Strict) {
  std::unique_ptr<HeldLocks> &Slot = Known[{&Types, &C, Strict}];
  if (!Slot)
    Slot = std::make_unique<HeldLocks>(TU, Types, C, Strict);
  return *Slot;
}
