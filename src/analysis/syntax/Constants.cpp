// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/syntax/Constants.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isNullPointer(const Expr *E, const ASTContext &Ctx) {
  // Clang's function only reads the context, but is not declared so.
  return E->isNullPointerConstant(const_cast<ASTContext &>(Ctx),
                                  Expr::NPC_ValueDependentIsNotNull) !=
         Expr::NPCK_NotNull;
}

bool async_tidy::isNullopt(TranslationUnit &TU, const Expr *E) {
  return TU.names().in(WordList::NothingTag, recordOf(E->getType()));
}

bool async_tidy::isZeroLiteral(const Expr *E) {
  E = stripValue(E);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  const auto *I = dyn_cast<IntegerLiteral>(E);
  const auto *B = dyn_cast<CXXBoolLiteralExpr>(E);
  return (I && I->getValue().isZero()) || (B && !B->getValue());
}

bool async_tidy::isNothing(TranslationUnit &TU, const Expr *E) {
  if (isZeroLiteral(E))
    return true;
  E = stripValue(E);
  if (const auto *L = dyn_cast<InitListExpr>(E))
    return L->getNumInits() == 0;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 0;
  return isa<CXXScalarValueInitExpr>(E) || isNullopt(TU, E);
}
