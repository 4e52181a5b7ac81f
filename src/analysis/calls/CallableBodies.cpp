// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/calls/CallableBodies.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/StepsFrom.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// A call operator of the standard library: of std::function, std::bind's
/// result, std::packaged_task, which calls what the object holds.
static bool isCallableWrapper(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && M->getOverloadedOperator() == OO_Call &&
         M->getParent()->isInStdNamespace();
}

bool async_tidy::hasEmptyBody(const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  const auto *Body = F && F->isDefined(Def)
                         ? dyn_cast_or_null<CompoundStmt>(Def->getBody())
                         : nullptr;
  return Body && Body->body_empty();
}

const Expr *async_tidy::calledValue(const CallParts &P) {
  const auto *Call = dyn_cast_or_null<CallExpr>(P.E);
  if (!Call || (P.Callee && !isCallableWrapper(P.Callee)))
    return nullptr;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  // `(object.*pointer)()`
  if (const auto *Op = dyn_cast<BinaryOperator>(Callee); Op && Op->isPtrMemOp())
    return Op->getRHS();
  return P.Object ? P.Object : Callee;
}

namespace {
/// Which variables are assigned after their initialisation, they or a member of
/// theirs; by TU.shared.
class ReassignedVariables {
public:
  explicit ReassignedVariables(TranslationUnit &) {}
  /// True for variables that other functions can reach and assign.
  bool contains(const VarDecl *V);

private:
  llvm::DenseMap<const FunctionDecl *, llvm::DenseSet<const VarDecl *>> Known;
};
} // namespace

/// The variable that \p E denotes, or of which it is a member.
static const VarDecl *rootOf(const Expr *E) {
  E = stripValue(E);
  while (const auto *M = dyn_cast_or_null<MemberExpr>(E))
    E = stripValue(M->getBase());
  return variableOf(E);
}

static llvm::DenseSet<const VarDecl *> assignedIn(const FunctionDecl *F) {
  llvm::DenseSet<const VarDecl *> Result;
  walkFunction(F, [&](const Stmt *S) {
    const Expr *Changed = changedOperand(S);
    if (const VarDecl *V = Changed ? rootOf(Changed) : nullptr)
      Result.insert(V);
    return true;
  });
  return Result;
}

bool ReassignedVariables::contains(const VarDecl *V) {
  if (V->getType().isConstQualified() || V->isConstexpr())
    return false;
  const auto *Owner =
      dyn_cast_or_null<FunctionDecl>(V->getParentFunctionOrMethod());
  if (!V->hasLocalStorage() || !Owner)
    return true;
  auto It = Known.find(Owner);
  if (It == Known.end())
    It = Known.try_emplace(Owner, assignedIn(Owner)).first;
  return It->second.contains(V);
}

/// std::bind and its like, whose result calls the first argument.
static bool wrapsFirstArgument(TranslationUnit &TU, const CallExpr *Call) {
  return Call->getNumArgs() &&
         TU.names().in(NameList::Binder, Call->getDirectCallee());
}

static void addDefinition(TranslationUnit &TU, const FunctionDecl *F,
                          FunctionList &Out) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isVirtual())
    F = TU.shared<CallIndex>().target(M, nullptr);
  const FunctionDecl *Def = nullptr;
  if (F && F->isDefined(Def) && Def->getBody() && !llvm::is_contained(Out, Def))
    Out.push_back(Def);
}

/// The call operators of \p R and its bases.
static void addCallOperators(TranslationUnit &TU, const CXXRecordDecl *R,
                             FunctionList &Out, StepsFrom Steps) {
  if (!R || !R->hasDefinition() || R->isInStdNamespace() || Steps.exceed())
    return;
  R = R->getDefinition();
  auto AddTemplate = [&](const FunctionTemplateDecl *T) {
    size_t Before = Out.size();
    for (const FunctionDecl *Spec : T->specializations())
      addDefinition(TU, Spec, Out);
    if (Out.size() == Before)
      addDefinition(TU, T->getTemplatedDecl(), Out);
  };
  for (const Decl *D : R->decls()) {
    const auto *T = dyn_cast<FunctionTemplateDecl>(D);
    const auto *M = dyn_cast<CXXMethodDecl>(T ? T->getTemplatedDecl() : D);
    if (!M || M->getOverloadedOperator() != OO_Call)
      continue;
    if (T)
      AddTemplate(T);
    else
      addDefinition(TU, M, Out);
  }
  if (!R->isLambda())
    for (const CXXBaseSpecifier &Base : R->bases())
      addCallOperators(TU, Base.getType()->getAsCXXRecordDecl(), Out,
                       Steps + 1);
}

static void addBodies(TranslationUnit &TU, const Expr *E, FunctionList &Out,
                      StepsFrom Steps) {
  E = stripValue(E);
  if (!E || Steps.exceed())
    return;
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
    return addBodies(TU, U->getSubExpr(), Out, Steps + 1);
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    addBodies(TU, C->getTrueExpr(), Out, Steps + 1);
    return addBodies(TU, C->getFalseExpr(), Out, Steps + 1);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return addDefinition(TU, F, Out);
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && !isa<ParmVarDecl>(V) && V->getInit() &&
        !TU.shared<ReassignedVariables>().contains(V))
      addBodies(TU, V->getInit(), Out, Steps + 1);
    if (!Out.empty())
      return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && wrapsFirstArgument(TU, Call))
    return addBodies(TU, Call->getArg(0), Out, Steps + 1);
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  // std::function and its like are constructed from the callable.
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getNumArgs() >= 1 && R && R->isInStdNamespace())
    return addBodies(TU, C->getArg(0), Out, Steps + 1);
  addCallOperators(TU, R, Out, Steps + 1);
}

FunctionList async_tidy::callableBodies(TranslationUnit &TU, const Expr *E) {
  FunctionList Result;
  addBodies(TU, E, Result, {TU, E, limits::CallableSteps});
  return Result;
}
