// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/SafeSuspensions.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

static bool contains(Names &N, const llvm::StringSet<> &List,
                     const NamedDecl *D) {
  if (!D || List.empty())
    return false;
  StringRef Name = N.qualified(D);
  Name.consume_front("::");
  return List.contains(Name);
}

bool async_tidy::suspendsOn(TranslationUnit &TU, const SuspensionPoint &P,
                            const llvm::StringSet<> &Types,
                            const llvm::StringSet<> &Callees) {
  if (Types.empty() && Callees.empty())
    return false;
  const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(P.E);
  const Expr *Awaited = Suspend ? Suspend->getCommonExpr() : P.Operand;
  for (const Expr *E : {P.Operand, Awaited})
    if (E && contains(TU.names(), Types, recordOf(E->getType())))
      return true;
  CallParts Call = callParts(stripValue(P.Operand));
  return Call && contains(TU.names(), Callees, Call.Callee);
}
