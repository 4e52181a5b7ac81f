// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/LiveAcross.h"
#include "analysis/flow/BitFacts.h"
#include "analysis/flow/ForwardFlow.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/BitVector.h>

using namespace clang;
using namespace async_tidy;

SmallVector<Definition, 1> async_tidy::definitionsIn(const Stmt *S) {
  SmallVector<Definition, 1> Result;
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        Result.push_back({V, S, V->getInit()});
    return Result;
  }
  const Expr *Target = nullptr, *Value = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(S);
      B && B->getOpcode() == BO_Assign) {
    Target = B->getLHS();
    Value = B->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
             Call && Call->getOperator() == OO_Equal &&
             Call->getNumArgs() == 2) {
    Target = Call->getArg(0);
    Value = Call->getArg(1);
  }
  const auto *Ref =
      Target ? dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts()) : nullptr;
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  // Assigning through a reference changes what it refers to, not the reference.
  if (V && !V->getType()->isReferenceType())
    Result.push_back({V, S, Value});
  return Result;
}

const VarDecl *async_tidy::loopIteratorOf(const VarDecl *V) {
  const VarDecl *Found = nullptr;
  if (V->isCXXForRangeDecl())
    walkExecuted(V->getInit(), [&](const Stmt *S) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
        Found = dyn_cast<VarDecl>(Ref->getDecl());
      return !Found;
    });
  return Found;
}

bool async_tidy::isAssigned(const FunctionBody &Body, const Expr *E) {
  const Stmt *P = Body.consumerOf(E);
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(P))
    return B->getOpcode() == BO_Assign && Body.isWithin(E, B->getLHS());
  const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(P);
  return Call && Call->getOperator() == OO_Equal &&
         Body.isWithin(E, Call->getArg(0));
}

namespace {

/// The facts: a variable has the value of a definition.
class LiveFlow {
public:
  using State = CrossedFacts;

  LiveFlow(const Coroutine &C, const FunctionBody &Body, const LiveQuery &Query)
      : C(C), Body(Body), Query(Query) {}

  void enter(State &) {}
  bool join(State &Into, const State &From) { return joinByUnion(Into, From); }
  void branch(State &, const CFGBlock &, unsigned) {}
  void unwind(State &, const CXXTryStmt &) {}

  void step(State &S, const CFGElement &E, bool Final) {
    auto CS = E.getAs<CFGStmt>();
    if (!CS)
      return;
    const Stmt *Stmt = CS->getStmt();
    if (isa<DeclStmt, BinaryOperator, CXXOperatorCallExpr>(Stmt))
      for (const Definition &D : definitionsIn(Stmt))
        define(S, D);
    if (C.isSuspension(Stmt))
      suspend(S, cast<Expr>(Stmt), Final);
    if (Final)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Stmt))
        use(S, Ref);
  }

  std::vector<LiveValue> Values;

private:
  void define(State &S, const Definition &D) {
    unsigned Known = Values.size();
    for (unsigned I : OfVariable[D.Variable->getCanonicalDecl()]) {
      S.forget(I);
      if (Values[I].Def.Site == D.Site)
        Known = I;
    }
    if (!isTracked(D))
      return;
    if (Known == Values.size()) {
      OfVariable[D.Variable->getCanonicalDecl()].push_back(Known);
      Values.push_back({D, {}, {}});
    }
    S.establish(Known);
  }

  bool isTracked(const Definition &D) {
    auto [It, New] = Tracked.try_emplace({D.Site, D.Variable}, false);
    if (New)
      It->second = Query.IsTracked(D);
    return It->second;
  }

  void suspend(State &S, const Expr *E, bool Final) {
    const SuspensionPoint *P = C.suspensionOf(E);
    if (!P || !P->MaySuspend || !Query.Counts(*P))
      return;
    for (unsigned I = 0; I < S.numFacts(); ++I)
      if (S.holds(I)) {
        S.markCrossed(I);
        if (Final)
          Values[I].Across.push_back(P);
      }
  }

  void use(const State &S, const DeclRefExpr *Ref) {
    // A structured binding stands for its part of the hidden variable.
    const Decl *Named = Ref->getDecl();
    if (const auto *B = dyn_cast<BindingDecl>(Named))
      Named = B->getDecomposedDecl();
    auto Known = OfVariable.find(Named ? Named->getCanonicalDecl() : nullptr);
    if (Known == OfVariable.end())
      return;
    for (unsigned I : Known->second)
      if (S.hasCrossed(I) &&
          (Ref->getDecl()->getType()->isReferenceType() ||
           !isAssigned(Body, Ref)) &&
          Query.IsUse(Ref))
        Values[I].Uses.push_back(Ref);
  }

  const Coroutine &C;
  const FunctionBody &Body;
  const LiveQuery &Query;
  std::map<std::pair<const clang::Stmt *, const VarDecl *>, bool> Tracked;
  /// The indices in Values, by variable.
  llvm::DenseMap<const Decl *, SmallVector<unsigned, 2>> OfVariable;
};

/// Is there any definition to follow? Most coroutines have none, and need no
/// graph. The variables of a range-based for loop are not in the walk.
bool anyTracked(const Coroutine &C, const LiveQuery &Query) {
  bool Any = false;
  walkExecuted(C.body(), [&](const Stmt *S) {
    if (isa<DeclStmt, BinaryOperator, CXXOperatorCallExpr>(S))
      for (const Definition &D : definitionsIn(S))
        Any |= Query.IsTracked(D);
    if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
      if (const Stmt *Begin = For->getBeginStmt())
        for (const Definition &D : definitionsIn(Begin))
          Any |= Query.IsTracked(D);
    return !Any;
  });
  return Any;
}

} // namespace

namespace {

/// Leaves out the suspensions that a variable does not live to see: those
/// behind its scope, and those before its declaration, which a loop reaches
/// only when the variable is gone.
class WithinScope {
public:
  explicit WithinScope(const FunctionBody &Body)
      : Body(Body), SM(Body.unit().sources()) {}

  void keep(LiveValue &V) {
    const auto *Site = dyn_cast<DeclStmt>(V.Def.Site);
    if (!Site)
      return;
    const Stmt *Scope = Body.parent(Site);
    while (isa_and_nonnull<SwitchCase, LabelStmt, AttributedStmt>(Scope))
      Scope = Body.parent(Scope);
    if (!Scope && V.Def.Variable->isImplicit())
      Scope = loopOf(V.Def.Variable);
    llvm::erase_if(V.Across, [&](const SuspensionPoint *P) {
      SourceLocation At = P->location();
      return SM.isBeforeInTranslationUnit(At, Site->getBeginLoc()) ||
             (Scope && SM.isBeforeInTranslationUnit(Scope->getEndLoc(), At));
    });
  }

private:
  /// The range-based loop whose hidden iterator \p V is, or nullptr.
  const Stmt *loopOf(const VarDecl *V) {
    if (!HaveLoops)
      walkExecuted(Body.body(), [&](const Stmt *S) {
        const auto *For = dyn_cast<CXXForRangeStmt>(S);
        const DeclStmt *Begin = For ? For->getBeginStmt() : nullptr;
        if (Begin && Begin->isSingleDecl())
          Loops[Begin->getSingleDecl()] = For;
        return true;
      });
    HaveLoops = true;
    return Loops.lookup(V);
  }

  const FunctionBody &Body;
  const SourceManager &SM;
  bool HaveLoops = false;
  llvm::DenseMap<const Decl *, const Stmt *> Loops;
};

} // namespace

std::vector<LiveValue> async_tidy::liveAcross(TranslationUnit &TU,
                                              const Coroutine &C,
                                              const LiveQuery &Query) {
  if (!C.canSuspend() || !anyTracked(C, Query))
    return {};
  const FunctionBody &Body = bodyOf(TU, C.function());
  LiveFlow Flow(C, Body, Query);
  if (!ForwardFlow<LiveFlow>(Body, Flow).run())
    return {};
  const SourceManager &SM = TU.sources();
  WithinScope Scopes(Body);
  std::vector<LiveValue> Result;
  for (LiveValue &V : Flow.Values) {
    if (V.Uses.empty())
      continue;
    Scopes.keep(V);
    if (V.Across.empty())
      continue;
    llvm::sort(V.Across, [&](const auto *A, const auto *B) {
      return SM.isBeforeInTranslationUnit(A->location(), B->location());
    });
    llvm::sort(V.Uses, [&](const auto *A, const auto *B) {
      return SM.isBeforeInTranslationUnit(A->getExprLoc(), B->getExprLoc());
    });
    Result.push_back(std::move(V));
  }
  llvm::sort(Result, [&](const LiveValue &A, const LiveValue &B) {
    SourceLocation L = A.Def.Site->getBeginLoc(), R = B.Def.Site->getBeginLoc();
    if (L != R)
      return SM.isBeforeInTranslationUnit(L, R);
    return A.Def.Variable->getName() < B.Def.Variable->getName();
  });
  return Result;
}
