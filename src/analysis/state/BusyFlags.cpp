// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/BusyFlags.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// `flag_ = true`: the member, and the constant that it gets.
static std::pair<const ValueDecl *, bool> flagSetBy(const Stmt *S) {
  const auto *Assign = dyn_cast<BinaryOperator>(S);
  if (!Assign || Assign->getOpcode() != BO_Assign)
    return {};
  const auto *Value =
      dyn_cast<CXXBoolLiteralExpr>(Assign->getRHS()->IgnoreParenImpCasts());
  const auto *Flag =
      dyn_cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts());
  if (!Value || !Flag ||
      !isa<CXXThisExpr>(Flag->getBase()->IgnoreParenImpCasts()))
    return {};
  return {Flag->getMemberDecl(), Value->getValue()};
}

bool async_tidy::raisesBusyFlag(TranslationUnit &TU, const Coroutine &C) {
  const SuspensionPoint *First = nullptr;
  for (const SuspensionPoint &P : C.suspensions())
    if (!First && P.MaySuspend)
      First = &P;
  if (!First)
    return false;
  llvm::SmallPtrSet<const ValueDecl *, 4> Raised;
  bool Cleared = false;
  // In source order.
  walkExecuted(C.body(), [&](const Stmt *S) {
    auto [Flag, Value] = flagSetBy(S);
    if (Flag && Value &&
        TU.sources().isBeforeInTranslationUnit(S->getBeginLoc(),
                                               First->location()))
      Raised.insert(Flag);
    Cleared |= Flag && !Value && Raised.contains(Flag);
    return !Cleared;
  });
  return Cleared;
}
