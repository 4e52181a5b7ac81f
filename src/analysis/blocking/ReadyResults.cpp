// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/ReadyResults.h"
#include "analysis/blocking/CallForms.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/flow/ObjectUses.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/BodyWalk.h"

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

bool async_tidy::isPolledBefore(TranslationUnit &TU, const CallParts &P,
                                const FunctionBody &Body) {
  // A wait that takes a lock or a time waits for something else.
  if (!P.Object || !P.Args.empty())
    return false;
  if (takesAwaitedResult(TU, P, Body) || isFulfilledBefore(TU, P, Body))
    return true;
  return llvm::any_of(
      TU.shared<PollsOfObjects>().of(Body, P.Object), [&](const Expr *Poll) {
        return Poll != P.E && TU.sources().isBeforeInTranslationUnit(
                                  Poll->getBeginLoc(), P.E->getExprLoc());
      });
}
