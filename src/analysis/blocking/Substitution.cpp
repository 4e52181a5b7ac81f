// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/Substitution.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

/// The parameter of \p F that \p E names, or nullptr.
static const ParmVarDecl *parameterOf(const Expr *E, const FunctionDecl *F) {
  const auto *Param =
      dyn_cast_or_null<ParmVarDecl>(E ? variableOf(E) : nullptr);
  return Param && Param->getDeclContext() == F ? Param : nullptr;
}

bool async_tidy::dependsOnParameters(const CallParts &P,
                                     const FunctionDecl *F) {
  return parameterOf(P.Object, F) ||
         llvm::any_of(P.Args, [&](const Expr *A) { return parameterOf(A, F); });
}

CallParts async_tidy::substituted(const CallParts &Inner,
                                  const FunctionDecl *Callee,
                                  const CallParts &Outer) {
  CallParts Result = Inner;
  Result.E = Outer.E;
  auto Replace = [&](const Expr *&E) {
    const ParmVarDecl *Param = parameterOf(E, Callee);
    const Expr *Arg =
        Param ? Outer.arg(Param->getFunctionScopeIndex() + 1) : nullptr;
    if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(Arg))
      Arg = Default->getExpr();
    if (Arg)
      E = Arg;
  };
  Replace(Result.Object);
  for (const Expr *&A : Result.Args)
    Replace(A);
  return Result;
}
