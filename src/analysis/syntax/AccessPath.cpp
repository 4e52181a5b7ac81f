// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/StepsFrom.h"

#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/FoldingSet.h>

using namespace clang;
using namespace async_tidy;

static const void *textId(const Expr *E, const ASTContext &Ctx) {
  llvm::FoldingSetNodeID ID;
  E->Profile(ID, Ctx, /*Canonical=*/true);
  return reinterpret_cast<const void *>(uintptr_t(ID.ComputeHash()) | 1);
}

AccessPath AccessPath::ofThis() {
  AccessPath P;
  P.Kind = RootKind::This;
  return P;
}

AccessPath AccessPath::of(const ValueDecl *D) {
  AccessPath P;
  P.Kind = RootKind::Variable;
  P.Root = D->getCanonicalDecl();
  return P;
}

AccessPath AccessPath::ofTemporary(const Expr *E) {
  AccessPath P;
  P.Kind = RootKind::Temporary;
  P.Root = E;
  return P;
}

AccessPath AccessPath::ofText(const Expr *E, const ASTContext &Ctx) {
  AccessPath P;
  P.Kind = RootKind::Text;
  P.Root = textId(E, Ctx);
  return P;
}

const VarDecl *AccessPath::variable() const {
  if (Kind != RootKind::Variable)
    return nullptr;
  return dyn_cast<VarDecl>(static_cast<const Decl *>(Root));
}

const Expr *AccessPath::temporary() const {
  return Kind == RootKind::Temporary ? static_cast<const Expr *>(Root)
                                     : nullptr;
}

const FieldDecl *AccessPath::lastField() const {
  for (const Step &S : llvm::reverse(Steps))
    if (S.What == Step::Field && S.Id)
      return static_cast<const FieldDecl *>(S.Id);
  return nullptr;
}

AccessPath AccessPath::plus(Step S) const {
  AccessPath P = *this;
  if (P)
    P.Steps.push_back(S);
  return P;
}

AccessPath AccessPath::plus(ArrayRef<Step> More) const {
  AccessPath P = *this;
  if (P)
    P.Steps.append(More.begin(), More.end());
  return P;
}

AccessPath AccessPath::field(const FieldDecl *F) const {
  return plus({Step::Field, F->getCanonicalDecl()});
}

AccessPath AccessPath::pointee() const {
  // `*this` and `this` name the same object here.
  if (Kind == RootKind::This && Steps.empty())
    return *this;
  return plus({Step::Pointee, nullptr});
}

AccessPath AccessPath::element(const Expr *Index, const ASTContext &Ctx) const {
  return plus({Step::Element, textId(Index->IgnoreParenImpCasts(), Ctx)});
}

std::string AccessPath::str() const {
  std::string Text;
  if (Kind == RootKind::Variable)
    Text = static_cast<const NamedDecl *>(static_cast<const Decl *>(Root))
               ->getNameAsString();
  else if (Kind != RootKind::This)
    return Text;
  for (const Step &S : Steps) {
    if (S.What == Step::Element && S.Id)
      Text += "[]";
    if (S.What != Step::Field)
      continue;
    if (!Text.empty())
      Text += ".";
    Text += static_cast<const FieldDecl *>(S.Id)->getNameAsString();
  }
  return Text;
}

bool AccessPath::startsWith(const AccessPath &Prefix) const {
  return Kind == Prefix.Kind && Root == Prefix.Root &&
         Steps.size() >= Prefix.Steps.size() &&
         std::equal(Prefix.Steps.begin(), Prefix.Steps.end(), Steps.begin());
}

const Expr *async_tidy::onlyReturnedValue(const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Def->getBody());
  if (!Body || Body->size() != 1)
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  return Return ? Return->getRetValue() : nullptr;
}

const MaterializeTemporaryExpr *
async_tidy::extendedTemporary(const VarDecl *V) {
  if (!V->getType()->isReferenceType())
    return nullptr;
  // IgnoreParenImpCasts() would skip the temporary too.
  const Expr *E = V->getInit();
  for (const Expr *Before = nullptr; E && E != Before;) {
    Before = E;
    if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    E = E->IgnoreParens();
  }
  const auto *M = dyn_cast_or_null<MaterializeTemporaryExpr>(E);
  return M && M->getExtendingDecl() == V ? M : nullptr;
}

static bool isPointeeAccessor(TranslationUnit &TU, const CallParts &P) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  if (!M || !P.Object || !P.Args.empty())
    return false;
  if (M->getOverloadedOperator() == OO_Star ||
      M->getOverloadedOperator() == OO_Arrow)
    return true;
  // The result of a future is another object each time.
  return TU.names().in(WordList::HolderPointee, M) &&
         !TU.names().speaksOf(Topic::FutureType, M->getParent());
}

static bool isElementAccessor(TranslationUnit &TU, const CallParts &P) {
  if (!P.Object || P.Args.size() != 1 || !P.Callee)
    return false;
  return P.Callee->getOverloadedOperator() == OO_Subscript ||
         TU.names().in(WordList::ContainerElement, P.Callee);
}

static bool isAddressOf(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && F->isInStdNamespace() && F->getIdentifier() &&
         F->getName() == "addressof" && Call->getNumArgs() == 1;
}

static AccessPath path(TranslationUnit &TU, const Expr *E, StepsFrom Steps);
static AccessPath pointee(TranslationUnit &TU, const Expr *E, StepsFrom Steps);

static AccessPath seenFrom(TranslationUnit &TU, const AccessPath &Inner,
                           const CallParts &Call, StepsFrom Steps) {
  if (const VarDecl *V = Inner.variable())
    return V->hasGlobalStorage() ? Inner : AccessPath();
  if (Inner.rootKind() != AccessPath::RootKind::This || !Call.Object)
    return {};
  AccessPath Object = Call.Object->getType()->isPointerType()
                          ? pointee(TU, Call.Object, Steps)
                          : path(TU, Call.Object, Steps);
  return Object.plus(Inner.steps());
}

/// The path that a function which only returns a place leads to, seen from the
/// call.
static AccessPath throughGetter(TranslationUnit &TU, const CallParts &P,
                                StepsFrom Steps) {
  if (!P.Args.empty() || !P.Callee)
    return {};
  const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
  if (M && M->isVirtual())
    return {};
  const Expr *Value = onlyReturnedValue(P.Callee);
  if (!Value)
    return {};
  return seenFrom(TU, path(TU, Value, Steps + 1), P, Steps + 1);
}

static AccessPath pathOfCall(TranslationUnit &TU, const CallExpr *Call,
                             StepsFrom Steps) {
  CallParts P = callParts(Call);
  if (AccessPath Getter = throughGetter(TU, P, Steps))
    return Getter;
  if (isPointeeAccessor(TU, P)) {
    // `get()` and `->` give a pointer, `*` and `value()` the object; both lead
    // to the pointee, and MemberExpr knows that it was an arrow.
    return path(TU, P.Object, Steps + 1).pointee();
  }
  if (isElementAccessor(TU, P))
    return path(TU, P.Object, Steps + 1).element(P.Args[0], TU.context());
  return {};
}

static AccessPath pathOfVariable(TranslationUnit &TU, const ValueDecl *D,
                                 StepsFrom Steps) {
  if (const auto *B = dyn_cast<BindingDecl>(D))
    if (const Expr *Binding = B->getBinding())
      return path(TU, Binding, Steps + 1);
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return {};
  // A local reference is another name for what it was bound to.
  if (V->getType()->isReferenceType() && !isa<ParmVarDecl>(V) && V->getInit()) {
    if (!extendedTemporary(V))
      if (AccessPath P = path(TU, V->getInit(), Steps + 1))
        return P;
  }
  return AccessPath::of(V);
}

static AccessPath pathOfMember(TranslationUnit &TU, const MemberExpr *M,
                               StepsFrom Steps) {
  if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
    return AccessPath::of(V); // a static member
  const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
  if (!F)
    return {};
  AccessPath Base = M->isArrow() ? pointee(TU, M->getBase(), Steps + 1)
                                 : path(TU, M->getBase(), Steps + 1);
  return Base ? Base.field(F) : Base;
}

static AccessPath pathOfDependentMember(TranslationUnit &TU,
                                        const CXXDependentScopeMemberExpr *M,
                                        StepsFrom Steps) {
  AccessPath Base = AccessPath::ofThis();
  if (!M->isImplicitAccess())
    Base = M->isArrow() ? pointee(TU, M->getBase(), Steps + 1)
                        : path(TU, M->getBase(), Steps + 1);
  return Base.plus(
      {AccessPath::Step::Dependent, M->getMember().getAsOpaquePtr()});
}

static AccessPath path(TranslationUnit &TU, const Expr *E, StepsFrom Steps) {
  if (!E || Steps.exceed())
    return {};
  E = E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return pathOfVariable(TU, D->getDecl(), Steps);
  if (isa<CXXThisExpr>(E))
    return AccessPath::ofThis();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return pathOfMember(TU, M, Steps);
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return pathOfDependentMember(TU, M, Steps);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return pointee(TU, U->getSubExpr(), Steps + 1);
    return {};
  }
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return path(TU, A->getBase(), Steps + 1).element(A->getIdx(), TU.context());
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return path(TU, M->getSubExpr(), Steps + 1);
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return path(TU, C->getSubExpr(), Steps + 1);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return AccessPath::ofTemporary(B);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
    if (Cast->isGLValue())
      return path(TU, Cast->getSubExpr(), Steps + 1);
    // Conversions in functional notation create the object in question.
    return isa<CXXFunctionalCastExpr>(E)
               ? path(TU, Cast->getSubExpr(), Steps + 1)
               : AccessPath();
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const Expr *Moved = stripValue(Call);
    if (Moved != Call)
      return path(TU, Moved, Steps + 1);
    return pathOfCall(TU, Call, Steps);
  }
  return {};
}

static AccessPath pointee(TranslationUnit &TU, const Expr *E, StepsFrom Steps) {
  if (!E || Steps.exceed())
    return {};
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return path(TU, U->getSubExpr(), Steps + 1);
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (isAddressOf(Call))
      return path(TU, Call->getArg(0), Steps + 1);
    // `p->m` with a class-type p: the operator's result is the pointee's
    // address already.
    if (isPointeeAccessor(TU, callParts(Call)))
      return path(TU, E, Steps + 1);
  }
  return path(TU, E, Steps + 1).pointee();
}

AccessPath async_tidy::pathOf(TranslationUnit &TU, const Expr *E) {
  return path(TU, E, {TU, E, limits::PathLength});
}

AccessPath async_tidy::pathOfPointee(TranslationUnit &TU, const Expr *E) {
  return pointee(TU, E, {TU, E, limits::PathLength});
}

AccessPath async_tidy::seenFrom(TranslationUnit &TU, const AccessPath &Inner,
                                const CallParts &Call) {
  return ::seenFrom(TU, Inner, Call, {TU, Call.E, limits::PathLength});
}
