// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/ScopeOf.h"
#include "analysis/flow/LocalUses.h"

using namespace clang;
using namespace async_tidy;

const Stmt *async_tidy::scopeOf(const FunctionBody &Body, const ValueDecl *V) {
  if (isa<ParmVarDecl>(V))
    return Body.body();
  const Decl *D = V;
  if (const auto *Binding = dyn_cast<BindingDecl>(V))
    D = Binding->getDecomposedDecl();
  const DeclStmt *Declaration = Body.uses().declarationOf(D);
  return Declaration ? Body.parent(Declaration) : nullptr;
}
