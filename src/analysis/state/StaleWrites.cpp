// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/StaleWrites.h"
#include "analysis/state/Accesses.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::writesShared(TranslationUnit &TU, const Coroutine &C) {
  bool Any = false;
  walkExecuted(C.body(), [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    if (!E)
      return true;
    if (WriteAccess W = writtenBy(TU, E))
      Any |= isShared(TU, W.Object, C);
    // insert(), try_emplace() and the like
    else if (CallParts P = callParts(E); P && P.Object && P.Callee)
      Any |= isa<CXXMemberCallExpr>(E) && isOfStd(P.Callee) &&
             isShared(TU, pathOf(TU, P.Object), C);
    return !Any;
  });
  return Any;
}

void async_tidy::sortWrites(TranslationUnit &TU,
                            std::vector<StaleWrite> &Writes) {
  const SourceManager &SM = TU.sources();
  for (StaleWrite &W : Writes)
    llvm::sort(W.Across, [&](const auto *A, const auto *B) {
      return SM.isBeforeInTranslationUnit(A->location(), B->location());
    });
  llvm::sort(Writes, [&](const StaleWrite &A, const StaleWrite &B) {
    return std::pair(A.Write->getExprLoc().getRawEncoding(),
                     A.Read->getExprLoc().getRawEncoding()) <
           std::pair(B.Write->getExprLoc().getRawEncoding(),
                     B.Read->getExprLoc().getRawEncoding());
  });
}
