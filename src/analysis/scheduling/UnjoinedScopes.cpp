// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/UnjoinedScopes.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Values.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

/// Does the call wait for the scope's tasks?
static bool joinsScope(TranslationUnit &TU, const ScopeEntry &Entry,
                       const CallParts &Parts) {
  return declaredJoining(Parts.Callee) ||
         llvm::any_of(callNames(TU, Parts), [&](StringRef Name) {
           return llvm::is_contained(Entry.Join, Name);
         });
}

const ScopeEntry *async_tidy::scopeEntryOf(TranslationUnit &TU, QualType T) {
  const ScopeEntry *Found = nullptr;
  anyClassOf(T.getNonReferenceType()->getAsCXXRecordDecl(),
             [&](const CXXRecordDecl *R) {
               Found = TU.library().scope(TU.names().qualified(R));
               return Found != nullptr;
             });
  return Found;
}

SmallVector<UnjoinedScope, 2>
async_tidy::unjoinedScopes(TranslationUnit &TU, const FunctionBody &Body) {
  SmallVector<UnjoinedScope, 2> Scopes;
  llvm::SmallPtrSet<const VarDecl *, 4> Joined;
  llvm::SmallPtrSet<const Stmt *, 8> Understood;
  auto Find = [&](const VarDecl *V) -> UnjoinedScope * {
    for (UnjoinedScope &S : Scopes)
      if (S.Scope == V)
        return &S;
    return nullptr;
  };
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Decl = dyn_cast<DeclStmt>(S)) {
      for (const class Decl *D : Decl->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->isLocalVarDecl())
          if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl())
            if (const ScopeEntry *E =
                    TU.library().scope(TU.names().qualified(R));
                E && !E->Join.empty())
              Scopes.push_back({V, E, nullptr});
      return true;
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const LambdaCapture &C : Lambda->captures())
        if (C.capturesVariable())
          Joined.insert(dyn_cast<VarDecl>(C.getCapturedVar()));
      return true;
    }
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      CallParts Parts = callParts(Call);
      const VarDecl *V = Parts.Object ? variableOf(Parts.Object) : nullptr;
      UnjoinedScope *Scope = V ? Find(V) : nullptr;
      if (!Scope)
        return true;
      Understood.insert(Parts.Object->IgnoreParenImpCasts());
      if (joinsScope(TU, *Scope->Entry, Parts))
        Joined.insert(V);
      else if (!Scope->Spawn && spawnEntryOf(TU, Parts))
        Scope->Spawn = Call;
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (V && Find(V) && !Understood.contains(Ref))
        Joined.insert(V);
    }
    return true;
  });
  llvm::erase_if(Scopes, [&](const UnjoinedScope &S) {
    return !S.Spawn || Joined.contains(S.Scope);
  });
  return Scopes;
}
