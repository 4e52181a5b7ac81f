// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/ReadyResults.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/flow/ObjectUses.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <map>

using namespace clang;
using namespace async_tidy;

static bool isPoll(TranslationUnit &TU, const FunctionDecl *F) {
  return asksWhetherDone(TU, F) || TU.names().speaksOf(Topic::Polling, F);
}

/// Is \p S a poll of \p Object, itself or in a function that gets the object
/// and polls its parameter?
static bool polls(TranslationUnit &TU, const Stmt *S, const Expr *Object) {
  CallParts P = callParts(dyn_cast<Expr>(S));
  if (!P.Callee || !isa<CallExpr>(P.E))
    return false;
  if (P.Object && isPoll(TU, P.Callee) && sameObject(P.Object, Object))
    return true;
  for (unsigned I = 0; I < P.Args.size() && I < P.Callee->getNumParams(); ++I) {
    if (!P.Callee->getParamDecl(I)->getType()->isReferenceType() ||
        !sameObject(P.Args[I], Object))
      continue;
    const FunctionDecl *Target = executedFunction(TU, P);
    if (!Target)
      return false;
    const ParmVarDecl *Param = Target->getParamDecl(I);
    bool Found = false;
    walkFunction(Target, [&](const Stmt *Inner) {
      CallParts Q = callParts(dyn_cast<Expr>(Inner));
      Found |=
          Q.Object && isPoll(TU, Q.Callee) && variableOf(Q.Object) == Param;
      return !Found;
    });
    return Found;
  }
  return false;
}

bool async_tidy::isAwaitedBefore(const Expr *Object, const CallParts &P,
                                 const FunctionBody &Body) {
  ObjectKey Key = objectKey(Object);
  return !Key.empty() && Body.objects().isAwaitedBefore(Key, P.E);
}

/// Does the call take a result that was awaited before, itself
/// (`co_await Await(future)`) or in a group (`group.add(future)`, `co_await
/// group`)? Then it is there.
static bool takesAwaitedResult(TranslationUnit &TU, const CallParts &P,
                               const FunctionBody &Body) {
  if (!waitsForResult(TU, P.Callee))
    return false;
  const Expr *Result = stripValue(P.Object);
  if (const Expr *Container = containerOf(TU, callParts(Result)))
    Result = Container;
  if (isAwaitedBefore(Result, P, Body))
    return true;
  // In a group that was awaited.
  return llvm::any_of(
      Body.objects().callsWith(objectKey(Result)), [&](const Expr *Call) {
        CallParts Q = callParts(dyn_cast<CXXMemberCallExpr>(Call));
        return Q && Q.Object && Q.E != P.E &&
               isAwaitedBefore(Q.Object, P, Body);
      });
}

/// Has every path to the call given the future its result, as in
/// `auto f = p.get_future(); p.set_value(1); f.get();`?
static bool isFulfilledBefore(TranslationUnit &TU, const CallParts &P,
                              const FunctionBody &Body) {
  const VarDecl *Future = variableOf(P.Object);
  CallParts Made = Future && Future->isLocalVarDecl() && Future->getInit()
                       ? callParts(stripValue(Future->getInit()))
                       : CallParts();
  if (!Made.Object || !TU.names().speaksOf(Topic::FutureGetter, Made.Callee))
    return false;
  for (const Expr *Call : Body.objects().callsOn(objectKey(Made.Object))) {
    CallParts Q = callParts(dyn_cast<CallExpr>(Call));
    bool Fulfils =
        Q.Callee && (Q.Callee->getOverloadedOperator() == OO_Call ||
                     TU.names().speaksOf(Topic::Fulfilling, Q.Callee));
    if (!Fulfils || !TU.sources().isBeforeInTranslationUnit(Q.E->getBeginLoc(),
                                                            P.E->getBeginLoc()))
      continue;
    // A statement of a block that the call is in, too: no branch leads past it.
    const Stmt *Up = Q.E;
    while (Up && isa<Expr>(Up))
      Up = Body.parent(Up);
    if (isa_and_nonnull<CompoundStmt>(Up) && Body.isWithin(P.E, Up))
      return true;
  }
  return false;
}

namespace {
/// The polls of each object of each body; by TU.shared.
class PollsOfObjects {
public:
  explicit PollsOfObjects(TranslationUnit &TU) : TU(TU) {}

  ArrayRef<const Expr *> of(const FunctionBody &Body, const Expr *Object) {
    ObjectKey Key = objectKey(Object);
    auto [It, IsNew] = Known.try_emplace({Body.function(), Key});
    if (!IsNew || Key.empty())
      return It->second;
    std::vector<const Expr *> Polls;
    for (ArrayRef<const Expr *> Calls :
         {Body.objects().callsOn(Key), Body.objects().callsWith(Key)})
      for (const Expr *Call : Calls)
        if (polls(TU, Call, Object))
          Polls.push_back(Call);
    return It->second = std::move(Polls);
  }

private:
  TranslationUnit &TU;
  std::map<std::pair<const FunctionDecl *, ObjectKey>,
           std::vector<const Expr *>>
      Known;
};
} // namespace

namespace {
/// The closures that a future is given: what they get is done; by TU.shared.
class Continuations {
public:
  explicit Continuations(TranslationUnit &TU) {
    for (const FunctionDecl *F : TU.functions())
      walkFunction(F, [&](const Stmt *S) {
        CallParts P = callParts(dyn_cast<CXXMemberCallExpr>(S));
        if (P.Object && isFuture(TU, P.Object))
          for (const Expr *A : P.Args)
            if (const LambdaExpr *L = lambdaOf(A))
              Closures.insert(L->getLambdaClass());
        return true;
      });
  }

  /// Is it a parameter of one?
  bool isGivenTo(const ParmVarDecl *Param) const {
    const auto *M = dyn_cast<CXXMethodDecl>(Param->getDeclContext());
    return M && Closures.contains(M->getParent());
  }

private:
  static bool isFuture(TranslationUnit &TU, const Expr *Object) {
    const CXXRecordDecl *R = recordOf(Object->getType());
    return R && (TU.names().speaksOf(Topic::FutureType, R) ||
                 TU.awaitables().classify(Object->getType()).isAwaitable());
  }

  llvm::DenseSet<const CXXRecordDecl *> Closures;
};
} // namespace

/// Is the variable given another value than its first?
static bool isAssigned(const Expr *Named, const FunctionBody &Body) {
  return llvm::any_of(Body.objects().callsOn(objectKey(Named)),
                      [](const Expr *Call) {
                        const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call);
                        return Op && Op->isAssignmentOp();
                      });
}

/// What the variable that \p Named names is made from, or one that has it among
/// its elements; nullptr if that is not known.
static const Expr *sourceOfVariable(const Expr *Named,
                                    const FunctionBody &Body) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Named);
  const auto *Binding = Ref ? dyn_cast<BindingDecl>(Ref->getDecl()) : nullptr;
  if (Binding)
    return cast<VarDecl>(Binding->getDecomposedDecl())->getInit();
  const VarDecl *V = variableOf(Named);
  if (!V || isa<ParmVarDecl>(V) || !V->getInit() || isAssigned(Named, Body))
    return nullptr;
  if (V->isCXXForRangeDecl())
    for (const auto *For = Body.enclosing<CXXForRangeStmt>(Named); For;
         For = Body.enclosing<CXXForRangeStmt>(For))
      if (For->getLoopVariable() == V)
        return For->getRangeInit();
  return V->getInit();
}

/// What the call gives a part of, or points to: `std::get<0>(all)`, `all[0]`,
/// `*it`, `all.begin()`.
static const Expr *wholeOf(TranslationUnit &TU, const CallParts &P) {
  if (const Expr *Container = containerOf(TU, P))
    return Container;
  if (!P.Callee)
    return nullptr;
  OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
  if (Op == OO_Star || Op == OO_Arrow)
    return P.Object ? P.Object : P.arg(1);
  if (!isOfStd(P.Callee))
    return nullptr;
  if (P.Object)
    return TU.names().in(WordList::ContainerIterator, P.Callee) ? P.Object
                                                                : nullptr;
  return TU.names().speaksOf(Topic::Getting, P.Callee) ? P.arg(1) : nullptr;
}

/// Is the future behind \p E, by where it comes from, one that has its value:
/// made so, given to a continuation, or what awaiting a join gives?
static bool isMadeReady(TranslationUnit &TU, const Expr *E,
                        const FunctionBody &Body) {
  for (unsigned N = 0; E && N < limits::ReadySteps; ++N) {
    E = stripValue(E);
    if (const auto *Await = dyn_cast<CoawaitExpr>(E)) {
      CallParts P = callParts(stripValue(Await->getOperand()));
      return P.Callee &&
             (calls(TU, P, NameList::Ready) || calls(TU, P, NameList::Join));
    }
    if (CallParts P = callParts(E)) {
      if (P.Callee && calls(TU, P, NameList::Ready))
        return true;
      E = wholeOf(TU, P);
      continue;
    }
    if (const auto *Deref = dyn_cast<UnaryOperator>(E)) {
      E = Deref->getOpcode() == UO_Deref ? Deref->getSubExpr() : nullptr;
      continue;
    }
    if (const auto *Param = dyn_cast_or_null<ParmVarDecl>(variableOf(E)))
      return TU.shared<Continuations>().isGivenTo(Param);
    E = sourceOfVariable(E, Body);
  }
  return false;
}

bool async_tidy::isPolledBefore(TranslationUnit &TU, const CallParts &P,
                                const FunctionBody &Body) {
  // A wait that takes a lock or a time waits for something else.
  if (!P.Object || !P.Args.empty())
    return false;
  if (takesAwaitedResult(TU, P, Body) || isFulfilledBefore(TU, P, Body) ||
      isMadeReady(TU, P.Object, Body))
    return true;
  return llvm::any_of(
      TU.shared<PollsOfObjects>().of(Body, P.Object), [&](const Expr *Poll) {
        return Poll != P.E && TU.sources().isBeforeInTranslationUnit(
                                  Poll->getBeginLoc(), P.E->getExprLoc());
      });
}
