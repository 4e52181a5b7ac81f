// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/BodyWalk.h"

#include "model/Visits.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprConcepts.h>

using namespace clang;
using namespace async_tidy;

static bool isUnevaluated(const Stmt *S) {
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr,
          ConceptSpecializationExpr, TypeTraitExpr>(S))
    return true;
  if (const auto *T = dyn_cast<CXXTypeidExpr>(S))
    return T->isTypeOperand() || !T->isPotentiallyEvaluated();
  return false;
}

/// The branch of an `if constexpr` that exists at run time.
/// \returns false if both branches are possible.
static bool selectedBranch(const IfStmt *If, const Stmt *&Branch) {
  if (!If->isConstexpr() || If->isConsteval() || !If->getCond() ||
      If->getCond()->isValueDependent())
    return false;
  const auto *Cond = dyn_cast<ConstantExpr>(If->getCond());
  if (!Cond || !Cond->hasAPValueResult() || !Cond->getAPValueResult().isInt())
    return false;
  Branch = Cond->getAPValueResult().getInt().getBoolValue() ? If->getThen()
                                                            : If->getElse();
  return true;
}

void async_tidy::forEachExecutedChild(
    const Stmt *S, llvm::function_ref<void(const Stmt *)> Visit) {
  auto Go = [&](const Stmt *Child) {
    if (!Child)
      return;
    countVisits();
    Visit(Child);
  };
  if (!S || isUnevaluated(S))
    return;
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(S))
    return Go(C->getBody());
  if (const auto *A = dyn_cast<CoroutineSuspendExpr>(S))
    return Go(A->getOperand());
  if (const auto *D = dyn_cast<DependentCoawaitExpr>(S))
    return Go(D->getOperand());
  if (const auto *R = dyn_cast<CoreturnStmt>(S))
    return Go(R->getOperand());
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      Go(Init);
    return;
  }
  if (isa<BlockExpr>(S))
    return;
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(S))
    return Go(D->getExpr());
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S))
    return Go(D->getExpr());
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    const Stmt *Branch = nullptr;
    if (selectedBranch(If, Branch)) {
      Go(If->getInit());
      return Go(Branch);
    }
  }
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    Go(For->getInit());
    Go(For->getRangeInit());
    Go(For->getLoopVarStmt());
    return Go(For->getBody());
  }
  if (const auto *Init = dyn_cast<InitListExpr>(S)) {
    const InitListExpr *Semantic =
        Init->isSemanticForm() ? Init : Init->getSemanticForm();
    for (const Expr *E : (Semantic ? Semantic : Init)->inits())
      Go(E);
    return;
  }
  if (const auto *O = dyn_cast<OpaqueValueExpr>(S))
    return Go(O->getSourceExpr());
  for (const Stmt *Child : S->children())
    Go(Child);
}

void async_tidy::walkExecuted(const Stmt *S,
                              llvm::function_ref<bool(const Stmt *)> Visit) {
  // An explicit stack: generated code nests deeper than the machine's stack.
  SmallVector<const Stmt *, 32> Stack;
  if (S) {
    Stack.push_back(S);
    countVisits();
  }
  SmallVector<const Stmt *, 8> Children;
  while (!Stack.empty()) {
    const Stmt *Top = Stack.pop_back_val();
    if (!Visit(Top))
      continue;
    Children.clear();
    forEachExecutedChild(Top, [&](const Stmt *C) { Children.push_back(C); });
    Stack.append(Children.rbegin(), Children.rend());
  }
}

const Stmt *async_tidy::writtenBody(const FunctionDecl *F) {
  const Stmt *Body = F ? F->getBody() : nullptr;
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    return C->getBody();
  return Body;
}

void async_tidy::walkFunction(const FunctionDecl *F,
                              llvm::function_ref<bool(const Stmt *)> Visit) {
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      walkExecuted(Init->getInit(), Visit);
  walkExecuted(writtenBody(F), Visit);
}
