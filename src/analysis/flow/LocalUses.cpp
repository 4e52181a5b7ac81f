// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/LocalUses.h"

#include "model/BodyWalk.h"
#include "model/Visits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

static void collectNames(const Stmt *Body,
                         llvm::DenseSet<const ValueDecl *> &Out) {
  walkExecuted(Body, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Out.insert(Ref->getDecl());
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      collectNames(writtenBody(Lambda->getCallOperator()), Out);
    if (const auto *Block = dyn_cast<BlockExpr>(S))
      collectNames(Block->getBody(), Out);
    return true;
  });
}

LocalUses::LocalUses(const FunctionBody &Body) {
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Uses[Ref->getDecl()].push_back(Ref);
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        Declarations[Each] = D;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      collectNames(writtenBody(Lambda->getCallOperator()), InLambdas);
    if (const auto *Block = dyn_cast<BlockExpr>(S))
      collectNames(Block->getBody(), InLambdas);
    return true;
  });
}

ArrayRef<const DeclRefExpr *> LocalUses::of(const ValueDecl *D) const {
  auto It = Uses.find(D);
  if (It == Uses.end())
    return {};
  countVisits(It->second.size());
  return It->second;
}

/// The statement to look at when \p S is of interest: not a part of another
/// expression, declaration or return.
static const Stmt *outermost(const FunctionBody &Body, const Stmt *S) {
  for (const Stmt *Up = Body.parent(S);
       Up && isa<Expr, DeclStmt, ReturnStmt, CoreturnStmt>(Up);
       Up = Body.parent(Up))
    S = Up;
  return S;
}

void async_tidy::walkUses(const FunctionBody &Body, const ValueDecl *D,
                          llvm::function_ref<bool(const Stmt *)> Visit) {
  const Stmt *Last = nullptr;
  for (const DeclRefExpr *Ref : Body.uses().of(D)) {
    const Stmt *Outer = outermost(Body, Ref);
    if (Outer != Last)
      walkExecuted(Outer, Visit);
    Last = Outer;
  }
}
