// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Calls.h"
#include "model/BodyWalk.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *CallParts::objectClass() const {
  // Clang converts the object to the class that declares the member; the class
  // that the code names is below that conversion.
  return Object ? recordOf(Object->IgnoreParenImpCasts()->getType()) : nullptr;
}

bool async_tidy::isOfStd(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

CallParts async_tidy::callParts(const Expr *E) {
  CallParts P;
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(E)) {
    P.E = E;
    P.Callee = Construct->getConstructor();
    P.Args.append(Construct->arg_begin(), Construct->arg_end());
    return P;
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  if (!Call)
    return P;
  P.E = E;
  P.Callee = Call->getDirectCallee();
  P.Args.append(Call->arg_begin(), Call->arg_end());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    P.Object = Member->getImplicitObjectArgument();
    return P;
  }
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  bool TakesObject = Method && !Method->isStatic() && !P.Args.empty() &&
                     (isa<CXXOperatorCallExpr>(Call) ||
                      Method->isExplicitObjectMemberFunction());
  if (TakesObject) {
    P.Object = P.Args.front();
    P.Args.erase(P.Args.begin());
  } else if (isa<CXXOperatorCallExpr>(Call) && Method && Method->isStatic() &&
             !P.Args.empty()) {
    // A static call operator still has the object as its first argument.
    P.Object = P.Args.front();
    P.Args.erase(P.Args.begin());
  }
  return P;
}

/// std::move, std::forward and their like, which only change the category.
static bool isForwarding(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && Call->getNumArgs() == 1 && F->isInStdNamespace() &&
         F->getIdentifier() &&
         (F->getName() == "move" || F->getName() == "forward" ||
          F->getName() == "as_const" || F->getName() == "move_if_noexcept");
}

const Expr *async_tidy::stripValue(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXStaticCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs() == 1 &&
             C->getConstructor()->isCopyOrMoveConstructor())
      E = C->getArg(0);
    else if (const auto *Call = dyn_cast<CallExpr>(E);
             Call && isForwarding(Call))
      E = Call->getArg(0);
    if (E == Before)
      return E;
  }
  return nullptr;
}

const VarDecl *async_tidy::variableOf(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(stripValue(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

const LambdaExpr *async_tidy::lambdaOf(const Expr *E) {
  E = stripValue(E);
  for (unsigned Depth = 0; E && Depth < 8; ++Depth) {
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L;
    const VarDecl *V = variableOf(E);
    if (!V || !V->getInit() || isa<ParmVarDecl>(V))
      return nullptr;
    E = stripValue(V->getInit());
  }
  return nullptr;
}

/// Is it a C++ function of the project itself that merely has the name of a C
/// function (`task<> accept(Port)`)?
static bool onlySharesName(TranslationUnit &TU, const FunctionDecl *F) {
  if (!F->getDeclContext()->getRedeclContext()->isTranslationUnit() ||
      F->isExternC())
    return false;
  const FunctionDecl *Def = nullptr;
  return recordOf(F->getReturnType()) && !F->getReturnType()->isPointerType()
             ? TU.isProject(F->getLocation())
             : F->isDefined(Def) && TU.isProject(Def->getLocation());
}

SmallVector<std::string, 4> async_tidy::callNames(TranslationUnit &TU,
                                                  const CallParts &Parts) {
  SmallVector<std::string, 4> Result;
  if (Parts.Callee) {
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Parts.Callee)) {
      if (TU.library().mentions(Ctor->getParent()->getName()))
        Result.push_back(TU.names().qualified(Ctor->getParent()).str());
      return Result;
    }
    Result = TU.names().namesOf(Parts.Callee, Parts.objectClass());
    if (!Result.empty() && onlySharesName(TU, Parts.Callee))
      Result.clear();
  }
  if (Parts.Object)
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Parts.Object->IgnoreParenImpCasts()))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasGlobalStorage() && V->getIdentifier() &&
          TU.library().mentions(V->getName()))
        Result.push_back(TU.names().qualified(V).str());
  return Result;
}

bool async_tidy::calls(TranslationUnit &TU, const CallParts &Parts,
                       NameList List) {
  return llvm::any_of(callNames(TU, Parts), [&](const std::string &Name) {
    return TU.library().contains(List, Name);
  });
}

void async_tidy::walkFunction(const FunctionDecl *F,
                              llvm::function_ref<bool(const Stmt *)> Visit) {
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      walkExecuted(Init->getInit(), Visit);
  walkExecuted(writtenBody(F), Visit);
}

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
  return It == Callers.end() ? ArrayRef<CallSite>() : ArrayRef(It->second);
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
