// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/WaitsForWork.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/flow/ScopeOf.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/SpinLoop.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"
#include "model/Visits.h"

#include <llvm/ADT/STLExtras.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// A statement that waits.
struct Wait {
  const Stmt *S = nullptr;
  /// What it waits for; the work must have to do with one of them. Nothing: it
  /// waits for all work.
  llvm::SmallPtrSet<const VarDecl *, 4> For;
  /// A loop does not wait for what its body starts.
  bool IsLoop = false;
};

/// Functions of the project that run an event loop, join a scope or block on a
/// task, themselves or by what they call; by TU.shared.
class WaitingBodies {
public:
  explicit WaitingBodies(TranslationUnit &TU) : TU(TU) {}

  bool waits(const FunctionDecl *F, unsigned Depth = 0) {
    if (!F || !F->hasBody() || TU.coroutine(F) ||
        !TU.isProject(F->getLocation()) || Depth > TU.limit(limits::TaskCalls))
      return false;
    auto [It, IsNew] = Known.try_emplace(F, false);
    if (!IsNew)
      return It->second;
    bool Waits = false;
    walkExecuted(writtenBody(F), [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<CallExpr>(S));
      if (P && P.Callee)
        Waits |=
            waitsForAll(TU, P) || waits(executedFunction(TU, P), Depth + 1);
      return !Waits;
    });
    return Known[F] = Waits;
  }

  /// Does the call itself come back only when all work is done?
  static bool waitsForAll(TranslationUnit &TU, const CallParts &P) {
    return calls(TU, P, NameList::LoopRun) || calls(TU, P, NameList::BlockOn) ||
           calls(TU, P, NameList::ScopeJoin) || declaredJoining(P.Callee);
  }

private:
  TranslationUnit &TU;
  llvm::DenseMap<const FunctionDecl *, bool> Known;
};

/// The waits of one body, in source order.
class WaitIndex {
public:
  WaitIndex(TranslationUnit &TU, const FunctionBody &Body) : TU(TU) {
    walkExecuted(Body.body(), [&](const Stmt *S) {
      add(S);
      return true;
    });
    llvm::stable_sort(Waits, [&](const Wait &A, const Wait &B) {
      return TU.sources().isBeforeInTranslationUnit(A.S->getBeginLoc(),
                                                    B.S->getBeginLoc());
    });
    for (const Wait &W : Waits) {
      if (W.For.empty())
        ForAll.push_back(&W);
      for (const VarDecl *V : W.For)
        ByVariable[V].push_back(&W);
    }
  }

  using List = std::vector<const Wait *>;
  const List &forAll() const { return ForAll; }
  const List *of(const VarDecl *V) const {
    auto It = ByVariable.find(V);
    return It == ByVariable.end() ? nullptr : &It->second;
  }

private:
  using Variables = llvm::SmallPtrSet<const VarDecl *, 4>;

  void add(const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S))
      if (CallParts P = callParts(E))
        return addCall(P);
    if (const auto *Await = dyn_cast<CoawaitExpr>(S))
      return addFor(S, awaited(Await->getOperand()), false);
    if (isSpinLoop(TU, S))
      return addForAll(S);
    const Expr *Condition = nullptr;
    if (const auto *Loop = dyn_cast<WhileStmt>(S))
      Condition = Loop->getCond();
    else if (const auto *Loop = dyn_cast<DoStmt>(S))
      Condition = Loop->getCond();
    else if (const auto *Loop = dyn_cast<ForStmt>(S); Loop && !Loop->getInc())
      Condition = Loop->getCond();
    if (Condition && !suspends(S))
      addFor(S, mentionedIn(Condition), true);
  }

  void addForAll(const Stmt *S) { Waits.push_back({S, {}, false}); }

  void addFor(const Stmt *S, Variables For, bool IsLoop) {
    if (!For.empty())
      Waits.push_back({S, std::move(For), IsLoop});
  }

  static Variables mentionedIn(const Stmt *S) {
    Variables Result;
    walkExecuted(S, [&](const Stmt *Child) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Child))
        if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
          Result.insert(V);
      return true;
    });
    return Result;
  }

  static bool suspends(const Stmt *S) {
    bool Suspends = false;
    walkExecuted(S, [&](const Stmt *Inner) {
      Suspends |= isa<CoroutineSuspendExpr>(Inner);
      return !Suspends;
    });
    return Suspends;
  }

  void addCall(const CallParts &P) {
    if (WaitingBodies::waitsForAll(TU, P) ||
        TU.shared<WaitingBodies>().waits(executedFunction(TU, P)))
      return addForAll(P.E);
    const FunctionDecl *F = P.Callee;
    if (calls(TU, P, NameList::Join) && !P.E->getType()->isRecordType()) {
      addForArguments(P);
      return;
    }
    if (!F || !F->getIdentifier() || !returnsWhenDone(TU, F->getName()))
      return;
    if (mayOnlyStart(TU, F) &&
        TU.awaitables().classify(P.E->getType()).isAwaitable())
      return;
    if (P.Object)
      return addForAll(P.E);
    addForArguments(P);
  }

  void addForArguments(const CallParts &P) {
    Variables For;
    if (P.Object)
      For = mentionedIn(P.Object);
    for (const Expr *A : P.Args)
      for (const VarDecl *V : mentionedIn(A))
        For.insert(V);
    addFor(P.E, std::move(For), false);
  }

  /// `co_await latch`, `co_await done.async_wait(token)`; not `co_await
  /// socket.async_read_some(…)`, which says nothing about who else has the
  /// socket.
  Variables awaited(const Expr *Operand) const {
    const Expr *Awaited = stripValue(Operand);
    if (isa<DeclRefExpr, MemberExpr>(Awaited)) {
      Variables Result = mentionedIn(Awaited);
      // A reader or an iterator that was made from it stands for it.
      const VarDecl *V = variableOf(Awaited);
      if (V && V->hasLocalStorage() && V->getInit())
        for (const VarDecl *From : mentionedIn(V->getInit()))
          Result.insert(From);
      return Result;
    }
    CallParts P = callParts(Awaited);
    const FunctionDecl *F = P.Callee;
    if (!F)
      return {};
    if (F->getOverloadedOperator() == OO_Coawait ||
        calls(TU, P, NameList::Join))
      return mentionedIn(Awaited);
    if (!F->getIdentifier())
      return {};
    StringRef Name = withoutAsync(TU, F->getName());
    bool Waits = returnsWhenDone(TU, Name) ||
                 TU.names().speaksOf(Topic::Receiving, Name);
    return Waits ? mentionedIn(Awaited) : Variables();
  }

  TranslationUnit &TU;
  std::vector<Wait> Waits;
  List ForAll;
  llvm::DenseMap<const VarDecl *, List> ByVariable;
};

/// The indexes of the bodies that were asked for.
class WaitIndexes {
public:
  explicit WaitIndexes(TranslationUnit &TU) : TU(TU) {}
  const WaitIndex &of(const FunctionBody &Body) {
    std::unique_ptr<WaitIndex> &Slot = Indexes[Body.body()];
    if (!Slot)
      Slot = std::make_unique<WaitIndex>(TU, Body);
    return *Slot;
  }

private:
  TranslationUnit &TU;
  llvm::DenseMap<const Stmt *, std::unique_ptr<WaitIndex>> Indexes;
};

class WaitFinder {
public:
  WaitFinder(TranslationUnit &TU, const FunctionBody &Body, const Stmt *Start,
             const Stmt *Scope)
      : TU(TU), Body(Body), Start(Start), Whole(Start), Scope(Scope) {
    while (const Stmt *Up = Body.parent(Whole)) {
      if (!isa<Expr>(Up))
        break;
      Whole = Up;
    }
    collect(Whole, 0);
  }

  bool find() {
    const WaitIndex &Index = TU.shared<WaitIndexes>().of(Body);
    if (anyAfter(Index.forAll()))
      return true;
    return llvm::any_of(Shared, [&](const VarDecl *V) {
      const WaitIndex::List *Waits = Index.of(V);
      return (Waits && anyAfter(*Waits)) || joinsAtEnd(V);
    });
  }

private:
  /// Does the destructor of this local wait for what it was given?
  bool joinsAtEnd(const VarDecl *V) const {
    return V->isLocalVarDecl() && !V->getType()->isReferenceType() &&
           !V->getType()->isPointerType() &&
           TU.names().typeIn(NameList::Join, V->getType()) &&
           (!Scope || Body.isWithin(Body.uses().declarationOf(V), Scope));
  }

  bool anyAfter(const WaitIndex::List &Waits) const {
    for (const Wait *W : llvm::reverse(Waits)) {
      countVisits();
      if (!TU.sources().isBeforeInTranslationUnit(Start->getBeginLoc(),
                                                  W->S->getBeginLoc()))
        return false;
      if (!Body.isWithin(W->S, Whole) &&
          (!Scope || Body.isWithin(W->S, Scope)) &&
          !(W->IsLoop && Body.isWithin(Start, W->S)))
        return true;
    }
    return false;
  }

  /// The locals that the work can reach: those that the expression names, what
  /// a closure among them captures, and what tasks among them were made of.
  void collect(const Stmt *S, unsigned Depth) {
    if (Depth > limits::VariablesOfWork)
      return;
    walkExecuted(S, [&](const Stmt *Child) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Child);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (V && V->hasLocalStorage() && Shared.insert(V).second &&
          V->getInit() && !V->getType()->isReferenceType())
        collect(V->getInit(), Depth + 1);
      return true;
    });
  }

  TranslationUnit &TU;
  const FunctionBody &Body;
  const Stmt *Start;
  /// The whole expression that \c Start is part of.
  const Stmt *Whole;
  /// What waits must be part of this, unless null.
  const Stmt *Scope;
  llvm::SmallPtrSet<const VarDecl *, 8> Shared;
};

} // namespace

bool async_tidy::waitsAfter(TranslationUnit &TU, const FunctionBody &Body,
                            const Stmt *Start, const VarDecl *Alive) {
  const Stmt *Scope = Alive ? scopeOf(Body, Alive) : nullptr;
  if (Scope == Body.body())
    Scope = nullptr;
  // A coroutine that loops for ever can be destroyed.
  return WaitFinder(TU, Body, Start, Scope).find() ||
         (!Scope && !TU.coroutine(Body.function()) &&
          Body.endsInEndlessLoop(Start));
}
