// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/NoReturn.h"
#include "analysis/calls/CallIndex.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

bool NoReturn::never(const CallParts &Call) { return call(Call, 0); }

bool NoReturn::call(const CallParts &Call, unsigned Depth) {
  return Call.Callee && (Call.Callee->isNoReturn() ||
                         function(executedFunction(TU, Call), Depth));
}

/// There is no `return`, and the last statement does not come to its end. What
/// is before it can only keep control from getting there. Bodies in system
/// headers are not read, since an editor leaves them out.
bool NoReturn::function(const FunctionDecl *F, unsigned Depth) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def) || !Def->getBody() ||
      isa<CoroutineBodyStmt>(Def->getBody()) || !TU.isProjectCode(Def) ||
      Depth > limits::CallsToThrow)
    return false;
  auto [It, New] = Known.try_emplace(Def, false);
  if (!New)
    return It->second;
  if (!endsThere(Def->getBody(), Depth))
    return false;
  bool Returns = false;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    Returns |= isa<ReturnStmt, CXXTryStmt, GotoStmt>(S);
    return !Returns;
  });
  return Known[Def] = !Returns;
}

/// An `if` is not looked into: the function would have to go on after it.
bool NoReturn::endsThere(const Stmt *Last, unsigned Depth) {
  while (const auto *Block = dyn_cast_or_null<CompoundStmt>(Last))
    Last = Block->body_empty() ? nullptr : Block->body_back();
  const auto *E = dyn_cast_or_null<Expr>(Last);
  E = E ? E->IgnoreUnlessSpelledInSource() : nullptr;
  if (!E)
    return false;
  return isa<CXXThrowExpr>(E) ||
         (isa<CallExpr>(E) && call(callParts(E), Depth + 1));
}
