// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/UnitCollector.h"

#include <clang/Basic/SourceManager.h>

using namespace clang;
using namespace async_tidy;

void UnitCollector::collect() {
  const std::vector<Decl *> Scope = TU.context().getTraversalScope();
  ScopeIsRestricted = Scope.size() != 1 || !isa<TranslationUnitDecl>(Scope[0]);
  for (Decl *D : Scope)
    collectFrom(D);
  while (!Queue.empty()) {
    Decl *D = Queue.back();
    Queue.pop_back();
    collectFrom(D);
  }
  if (ScopeIsRestricted)
    sortRoots();
}

void UnitCollector::collectFrom(Decl *D) {
  Root R = {D, Functions.size(), 0, Coroutines.size(), 0};
  TraverseDecl(D);
  R.EndFunction = Functions.size();
  R.EndCoroutine = Coroutines.size();
  Roots.push_back(R);
}

void UnitCollector::sortRoots() {
  const SourceManager &SM = TU.sources();
  std::stable_sort(Roots.begin(), Roots.end(),
                   [&](const Root &A, const Root &B) {
                     return SM.isBeforeInTranslationUnit(A.D->getLocation(),
                                                         B.D->getLocation());
                   });
  auto UnsortedFunctions = std::exchange(Functions, {});
  auto UnsortedCoroutines = std::exchange(Coroutines, {});
  for (const Root &R : Roots) {
    Functions.insert(Functions.end(),
                     UnsortedFunctions.begin() + R.FirstFunction,
                     UnsortedFunctions.begin() + R.EndFunction);
    Coroutines.insert(Coroutines.end(),
                      UnsortedCoroutines.begin() + R.FirstCoroutine,
                      UnsortedCoroutines.begin() + R.EndCoroutine);
  }
}

bool UnitCollector::TraverseDecl(Decl *D) {
  if (D && isa<TranslationUnitDecl>(D))
    return RecursiveASTVisitor::TraverseDecl(D);
  if (D && D->getLexicalDeclContext() &&
      D->getLexicalDeclContext()->isFileContext() && isForeign(D))
    return true;
  return RecursiveASTVisitor::TraverseDecl(D);
}

bool UnitCollector::VisitFunctionDecl(FunctionDecl *F) {
  add(F, nullptr);
  return true;
}

bool UnitCollector::VisitLambdaExpr(LambdaExpr *L) {
  if (L->isGenericLambda()) {
    add(L->getCallOperator(), L);
    // The call operator's instantiations hang off the closure class, which
    // is implicit code and not traversed.
    if (FunctionTemplateDecl *Template = L->getDependentCallOperator())
      for (FunctionDecl *Spec : Template->specializations())
        if (add(Spec, L))
          TraverseStmt(Spec->getBody());
    return true;
  }
  add(L->getCallOperator(), L);
  return true;
}

bool UnitCollector::VisitCoawaitExpr(CoawaitExpr *E) {
  if (!E->isImplicit() && E->getOperand() &&
      !E->getOperand()->isTypeDependent())
    TU.awaitables().noteAwaited(E->getOperand(), E->getType());
  return true;
}

bool UnitCollector::isForeign(const Decl *D) {
  const SourceManager &SM = TU.sources();
  SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
  if (Loc.isInvalid() || SM.isInSystemHeader(Loc))
    return true;
  if (SM.isInMainFile(Loc))
    return false;
  const auto *NS = dyn_cast<NamespaceDecl>(D);
  return NS && !NS->isInline() && !NS->isAnonymousNamespace() &&
         TU.library().libraryOfName(TU.names().qualified(NS));
}

bool UnitCollector::add(FunctionDecl *F, const LambdaExpr *Lambda) {
  if (!F->doesThisDeclarationHaveABody() || !Seen.insert(F).second)
    return false;
  Functions.push_back(F);
  if (isa_and_nonnull<CoroutineBodyStmt>(F->getBody()) && !F->isInvalidDecl())
    Coroutines.push_back({F, Lambda});
  return true;
}

bool UnitCollector::VisitDeclRefExpr(DeclRefExpr *E) {
  reach(E->getDecl());
  return true;
}

bool UnitCollector::VisitMemberExpr(MemberExpr *E) {
  reach(E->getMemberDecl());
  return true;
}

bool UnitCollector::VisitCXXConstructExpr(CXXConstructExpr *E) {
  reach(E->getConstructor());
  return true;
}

bool UnitCollector::VisitCXXDeleteExpr(CXXDeleteExpr *E) {
  reachType(E->getDestroyedType());
  return true;
}

bool UnitCollector::VisitDeclaratorDecl(DeclaratorDecl *D) {
  // The destructor runs without being named.
  reachType(D->getType());
  return true;
}

bool UnitCollector::VisitCXXRecordDecl(CXXRecordDecl *R) {
  if (ScopeIsRestricted && R->isThisDeclarationADefinition())
    for (const CXXBaseSpecifier &Base : R->bases())
      reachType(Base.getType());
  return true;
}

void UnitCollector::reachType(QualType T) {
  if (!ScopeIsRestricted || T.isNull())
    return;
  if (const auto *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl())
    reach(R);
}

void UnitCollector::reach(const Decl *D) {
  if (!ScopeIsRestricted || !Reached.insert(D->getCanonicalDecl()).second)
    return;
  enqueueRootOf(D->getCanonicalDecl());
  if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
    if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
      R = Pattern;
    if (const CXXRecordDecl *Definition = R->getDefinition())
      enqueueRootOf(Definition);
  }
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
      F = Pattern;
    const FunctionDecl *Definition = nullptr;
    if (F->isDefined(Definition))
      enqueueRootOf(Definition);
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      reach(M->getParent());
  }
}

/// The template that \p D is the pattern of, or the first declaration of the
/// one it is an instance of: only there are instances traversed.
static const Decl *templateOf(const Decl *D) {
  const Decl *Template = nullptr;
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(D))
    Template = Spec->getSpecializedTemplate();
  else if (const auto *F = dyn_cast<FunctionDecl>(D);
           F && F->getPrimaryTemplate())
    Template = F->getPrimaryTemplate();
  else
    return D->getDescribedTemplate();
  return Template->getCanonicalDecl();
}

void UnitCollector::enqueueRootOf(const Decl *D) {
  const SourceManager &SM = TU.sources();
  while (true) {
    if (const Decl *Template = templateOf(D))
      D = Template;
    const DeclContext *Parent = D->getLexicalDeclContext();
    if (!Parent || Parent->isFileContext())
      break;
    D = cast<Decl>(Parent);
  }
  if (SM.isInMainFile(SM.getExpansionLoc(D->getLocation())) ||
      !Enqueued.insert(D).second)
    return;
  for (const Decl *Outer = D; Outer && !isa<TranslationUnitDecl>(Outer);
       Outer = dyn_cast_or_null<Decl>(Outer->getLexicalDeclContext()))
    if (isForeign(Outer))
      return;
  // The visitor changes nothing, but takes what may be changed.
  Queue.push_back(const_cast<Decl *>(D));
}
