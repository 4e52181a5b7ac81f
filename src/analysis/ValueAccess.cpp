// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ValueAccess.h"

using namespace clang;
using namespace async_tidy;

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

const Expr *async_tidy::containerOf(const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (!F || !Call.Object || !isOfStd(F))
    return nullptr;
  bool Element = F->getOverloadedOperator() == OO_Subscript ||
                 (F->getIdentifier() &&
                  llvm::is_contained({"at", "front", "back"}, F->getName()));
  return Element ? Call.Object : nullptr;
}
