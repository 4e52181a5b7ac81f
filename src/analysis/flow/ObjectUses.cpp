// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/ObjectUses.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

ObjectUses::ObjectUses(const FunctionBody &Body, const ASTContext &Ctx)
    : SM(Ctx.getSourceManager()) {
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S))
      add(E);
    return true;
  });
  for (const SuspensionPoint &Point : suspensionsIn(Body.body(), Ctx))
    walkExecuted(Point.Operand, [&](const Stmt *S) {
      if (!isa<DeclRefExpr, MemberExpr>(S))
        return true;
      ObjectKey Key = objectKey(cast<Expr>(S));
      if (Key.empty())
        return true;
      auto [It, IsNew] = FirstAwait.try_emplace(Key, Point.location());
      if (!IsNew && SM.isBeforeInTranslationUnit(Point.location(), It->second))
        It->second = Point.location();
      return true;
    });
}

void ObjectUses::add(const Expr *E) {
  CallParts P = callParts(E);
  if (!P)
    return;
  if (ObjectKey Key = objectKey(P.Object); !Key.empty())
    On[Key].push_back(E);
  for (const Expr *A : P.Args)
    if (ObjectKey Key = objectKey(A); !Key.empty()) {
      auto &Calls = With[Key];
      if (Calls.empty() || Calls.back() != E)
        Calls.push_back(E);
    }
}

bool ObjectUses::isAwaitedBefore(const ObjectKey &Key, const Expr *E) const {
  auto It = FirstAwait.find(Key);
  return It != FirstAwait.end() &&
         SM.isBeforeInTranslationUnit(It->second, E->getBeginLoc());
}
