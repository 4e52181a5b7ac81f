// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/TaskOrigin.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/StepsFrom.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

namespace {

class OriginFinder {
public:
  explicit OriginFinder(TranslationUnit &TU) : TU(TU) {}
  TaskOrigin Result;

  void follow(const Expr *E, StepsFrom Steps);

private:
  void followFunction(const FunctionDecl *F, const Expr *Call, StepsFrom Steps);
  void followCall(const CallParts &Parts, StepsFrom Steps);
  void followVariable(const VarDecl *V, StepsFrom Steps);
  void followParameter(const ParmVarDecl *P, StepsFrom Steps);
  bool isTask(const Expr *E);
  void addCoroutine(const FunctionDecl *F) {
    if (!llvm::is_contained(Result.Coroutines, F))
      Result.Coroutines.push_back(F);
  }

  TranslationUnit &TU;
  llvm::SmallPtrSet<const void *, 16> Seen;
};

} // namespace

bool OriginFinder::isTask(const Expr *E) {
  if (E->isTypeDependent())
    return false;
  const AwaitableInfo &Info = TU.awaitables().classify(E->getType());
  return Info.IsCoroutineType || Info.isAwaitable();
}

/// Runs when a value of \p E's class is called, if that is a closure.
static const FunctionDecl *closureOperator(const Expr *E) {
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  return R && R->isLambda() ? handlerFunction(E) : nullptr;
}

/// `co_invoke([…]() -> Task<> { … })`
static bool isCoroutineClosure(const Expr *E) {
  const FunctionDecl *F = closureOperator(stripValue(E));
  return F && isa_and_nonnull<CoroutineBodyStmt>(F->getBody());
}

void OriginFinder::follow(const Expr *E, StepsFrom Steps) {
  E = E ? stripValue(E) : nullptr;
  if (!E || Steps.exceed() || E->containsErrors()) {
    Result.Unknown = true;
    return;
  }
  if (const FunctionDecl *F = closureOperator(E))
    return followFunction(F, E, Steps + 1);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    follow(C->getTrueExpr(), Steps + 1);
    return follow(C->getFalseExpr(), Steps + 1);
  }
  if (const auto *Comma = dyn_cast<BinaryOperator>(E);
      Comma && Comma->getOpcode() == BO_Comma)
    return follow(Comma->getRHS(), Steps + 1);
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return follow(U->getSubExpr(), Steps + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return followFunction(F, E, Steps + 1);
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      return followVariable(V, Steps + 1);
  }
  // A conversion between task types: `return std::move(t)` into another type.
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getNumArgs() >= 1 && isTask(C->getArg(0)))
    return follow(C->getArg(0), Steps + 1);
  if (isa<CallExpr>(E))
    return followCall(callParts(E), Steps);
  Result.Unknown = true;
}

void OriginFinder::followFunction(const FunctionDecl *F, const Expr *Call,
                                  StepsFrom Steps) {
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def) || !Def->getBody()) {
    // Its template has a body, but in a pattern nothing is instantiated.
    if (F->getTemplateInstantiationPattern())
      Result.Unknown = true;
    else
      Result.Opaque.push_back(Call);
    return;
  }
  if (isa<CoroutineBodyStmt>(Def->getBody()))
    return addCoroutine(Def);
  if (!Seen.insert(Def).second)
    return;
  bool Any = false;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    if (!Return || !Return->getRetValue())
      return true;
    Any = true;
    follow(Return->getRetValue(), Steps + 1);
    return false;
  });
  Result.Unknown |= !Any;
}

void OriginFinder::followCall(const CallParts &Parts, StepsFrom Steps) {
  const FunctionDecl *Target = executedFunction(TU, Parts);
  if (Target && isa<CoroutineBodyStmt>(Target->getBody()))
    return addCoroutine(Target);
  if (Target && TU.isProjectCode(Target))
    return followFunction(Target, Parts.E, Steps + 1);
  // A function of a library, or one whose body is elsewhere, that is given
  // tasks or closures that make them combines, adapts or starts them: it runs
  // all of them.
  bool Any = false;
  auto Try = [&](const Expr *Arg) {
    if (!Arg || (!isTask(Arg) && !isCoroutineClosure(Arg)))
      return;
    Any = true;
    follow(Arg, Steps + 1);
  };
  Try(Parts.Object);
  for (const Expr *Arg : Parts.Args)
    Try(Arg);
  if (Any)
    return;
  if (Parts.Callee)
    Result.Opaque.push_back(Parts.E);
  else
    Result.Unknown = true;
}

void OriginFinder::followVariable(const VarDecl *V, StepsFrom Steps) {
  if (!Seen.insert(V).second)
    return;
  if (const auto *P = dyn_cast<ParmVarDecl>(V))
    return followParameter(P, Steps);
  if (V->isLocalVarDecl() || V->isInitCapture())
    return follow(V->getInit(), Steps);
  Result.Unknown = true;
}

void OriginFinder::followParameter(const ParmVarDecl *P, StepsFrom Steps) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  auto &Index = TU.shared<CallIndex>();
  if (!F || Index.callersOf(F).empty()) {
    Result.Unknown = true;
    return;
  }
  Result.Unknown |= Index.escapes(F);
  // CallParts counts arguments without an explicit object.
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  unsigned Offset = M && M->isExplicitObjectMemberFunction() ? 0 : 1;
  for (const CallSite &Site : Index.callersOf(F))
    follow(callParts(Site.Call).arg(P->getFunctionScopeIndex() + Offset),
           Steps);
}

TaskOrigin async_tidy::originOf(TranslationUnit &TU, const Expr *E) {
  OriginFinder Finder(TU);
  Finder.follow(E, {TU, E, limits::OriginSteps});
  return std::move(Finder.Result);
}
