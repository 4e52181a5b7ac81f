// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/Notifications.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

static bool isNoDiscard(const FunctionDecl *F) {
  const TagDecl *Result = F->getReturnType()->getAsTagDecl();
  return F->hasAttr<WarnUnusedResultAttr>() ||
         (Result && Result->hasAttr<WarnUnusedResultAttr>());
}

bool Notifications::gives(const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def) || !TU.isProjectCode(Def) || isNoDiscard(F) ||
      TU.coroutine(Def))
    return false;
  auto [It, IsNew] = Known.try_emplace(Def);
  return IsNew ? It->second = returnsPromisesFuture(Def) : It->second;
}

/// Can the class be given the value that somebody waits for?
static bool isPromise(TranslationUnit &TU, QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  R = R ? R->getDefinition() : nullptr;
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           return M->getIdentifier() &&
                  TU.names().speaksOf(Topic::Fulfilling, M);
         });
}

bool Notifications::isPromisesFuture(const Expr *E) const {
  E = stripValue(E);
  if (CallParts Copy = callParts(E);
      isa<CXXConstructExpr>(E) && Copy.Args.size() == 1)
    E = stripValue(Copy.Args.front());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  // One part of a pair, of which the promise is another.
  if (const auto *B =
          dyn_cast_or_null<BindingDecl>(Ref ? Ref->getDecl() : nullptr))
    if (const auto *Pair = dyn_cast<DecompositionDecl>(B->getDecomposedDecl()))
      return llvm::any_of(Pair->bindings(), [&](const BindingDecl *Other) {
        return Other != B && isPromise(TU, Other->getType());
      });
  if (const VarDecl *V = variableOf(E))
    E = V->isLocalVarDecl() && V->getInit() ? stripValue(V->getInit()) : E;
  CallParts Call = callParts(E);
  return Call.Object && TU.names().speaksOf(Topic::FutureGetter, Call.Callee);
}

bool Notifications::returnsPromisesFuture(const FunctionDecl *F) const {
  bool Any = false, Only = true;
  walkExecuted(F->getBody(), [&](const Stmt *S) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      Any = true;
      Only &= Return->getRetValue() && isPromisesFuture(Return->getRetValue());
    } else if (CallParts Call = callParts(dyn_cast<Expr>(S))) {
      // Work that fulfils the promise is started here.
      Only &= !spawnEntryOf(TU, Call);
    }
    return Only;
  });
  return Any && Only;
}
