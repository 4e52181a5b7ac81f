// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/CallIndex.h"
#include "model/BodyWalk.h"
#include "model/Visits.h"

using namespace clang;
using namespace async_tidy;

CallIndex::CallIndex(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      for (const CXXMethodDecl *Base : M->overridden_methods())
        Overriders[Base->getCanonicalDecl()].push_back(M);
    llvm::SmallPtrSet<const Expr *, 16> Called;
    auto Visit = [&](const Stmt *S) {
      if (const auto *Call = dyn_cast<CallExpr>(S))
        Called.insert(Call->getCallee()->IgnoreParenImpCasts());
      if (CallParts P = callParts(dyn_cast<Expr>(S)); P && P.Callee)
        Callers[P.Callee->getCanonicalDecl()].push_back({P.E, F});
      const Expr *Name = dyn_cast<DeclRefExpr>(S);
      if (!Name || Called.contains(Name))
        return true;
      if (const auto *Fn =
              dyn_cast<FunctionDecl>(cast<DeclRefExpr>(Name)->getDecl()))
        ++Escaping[Fn->getCanonicalDecl()];
      return true;
    };
    walkFunction(F, Visit);
  }
}

ArrayRef<CallSite> CallIndex::callersOf(const FunctionDecl *F) const {
  auto It = Callers.find(F->getCanonicalDecl());
  if (It == Callers.end())
    return {};
  countVisits(It->second.size());
  return It->second;
}

unsigned CallIndex::escapeCount(const FunctionDecl *F) const {
  return Escaping.lookup(F->getCanonicalDecl());
}

const CXXMethodDecl *CallIndex::target(const CXXMethodDecl *M,
                                       const Expr *Object) const {
  if (!M->isVirtual())
    return M;
  if (Object)
    if (const CXXMethodDecl *Known =
            const_cast<CXXMethodDecl *>(M)->getDevirtualizedMethod(
                Object, /*IsAppleKext=*/false))
      return Known;
  auto It = Overriders.find(M->getCanonicalDecl());
  if (M->isPureVirtual() && It != Overriders.end() && It->second.size() == 1)
    return It->second.front();
  if (!M->isPureVirtual() && It == Overriders.end() && M->hasBody() &&
      M->getParent()->isInAnonymousNamespace())
    return M;
  return nullptr;
}

const FunctionDecl *async_tidy::executedFunction(TranslationUnit &TU,
                                                 const CallParts &Parts) {
  const FunctionDecl *F = Parts.Callee;
  if (!F)
    return nullptr;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isVirtual()) {
    // `Base::f()` names its target.
    const auto *Call = dyn_cast<CallExpr>(Parts.E);
    const auto *Member =
        Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens())
             : nullptr;
    if (!Member || !Member->hasQualifier())
      F = TU.shared<CallIndex>().target(M, Parts.Object);
  }
  const FunctionDecl *Def = nullptr;
  return F && F->isDefined(Def) && Def->getBody() ? Def : nullptr;
}
