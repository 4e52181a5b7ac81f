// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/syntax/Values.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

/// std::move, std::forward and their like, which only change the category.
static bool isForwarding(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && Call->getNumArgs() == 1 && F->isInStdNamespace() &&
         F->getIdentifier() &&
         (F->getName() == "move" || F->getName() == "forward" ||
          F->getName() == "as_const" || F->getName() == "move_if_noexcept");
}

static bool includes(Through Set, Through What) {
  return (unsigned(Set) & unsigned(What)) != 0;
}

/// What \p E is a copy of, or \p E.
static const Expr *copied(const Expr *E) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getNumArgs() == 1 &&
      C->getConstructor()->isCopyOrMoveConstructor())
    return C->getArg(0);
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && isForwarding(Call) ? Call->getArg(0) : E;
}

/// What the default stands for, or \p E.
static const Expr *defaulted(const Expr *E) {
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return D->getExpr();
  const auto *D = dyn_cast<CXXDefaultArgExpr>(E);
  return D ? D->getExpr() : E;
}

const Expr *async_tidy::stripValue(const Expr *E, Through What) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXStaticCastExpr>(E);
             C && includes(What, Through::StaticCasts))
      E = C->getSubExpr();
    else if (includes(What, Through::Copies) && copied(E) != E)
      E = copied(E);
    else if (includes(What, Through::Defaults))
      E = defaulted(E);
    if (E == Before)
      return E;
  }
  return nullptr;
}

const VarDecl *async_tidy::variableOf(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(stripValue(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

const LambdaExpr *async_tidy::lambdaOf(const Expr *E) {
  E = stripValue(E);
  for (unsigned N = 0; E && N < limits::CopiesOfClosure; ++N) {
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L;
    const VarDecl *V = variableOf(E);
    if (!V || !V->getInit() || isa<ParmVarDecl>(V))
      return nullptr;
    E = stripValue(V->getInit());
  }
  return nullptr;
}

/// Has the class, a wrapper of any callable, a call operator?
static bool isCallableClass(const CXXRecordDecl *R) {
  DeclarationName Call =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  return !R->isLambda() && R->hasDefinition() && !R->lookup(Call).empty();
}

const LambdaExpr *async_tidy::wrappedLambdaOf(const Expr *E) {
  if (const LambdaExpr *L = lambdaOf(E))
    return L;
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(stripValue(E));
  if (!Made || Made->getNumArgs() == 0 ||
      !isCallableClass(Made->getConstructor()->getParent()) ||
      llvm::any_of(llvm::drop_begin(Made->arguments()), [](const Expr *Arg) {
        return !isa<CXXDefaultArgExpr>(Arg);
      }))
    return nullptr;
  return lambdaOf(Made->getArg(0));
}

const Expr *async_tidy::changedOperand(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
    return B->getLHS();
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->isIncrementDecrementOp())
    return U->getSubExpr();
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      Op && Op->isAssignmentOp() && Op->getNumArgs())
    return Op->getArg(0);
  return nullptr;
}

const Expr *async_tidy::containerOf(TranslationUnit &TU,
                                    const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (!F || !Call.Object || !isOfStd(F))
    return nullptr;
  bool Element = F->getOverloadedOperator() == OO_Subscript ||
                 TU.names().in(WordList::ContainerElement, F);
  return Element ? Call.Object : nullptr;
}
