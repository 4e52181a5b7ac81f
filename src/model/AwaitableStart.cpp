// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has to be looked up through templates that may not be instantiated: when
// a coroutine of a type starts to run, and what awaiting a type yields.

#include "model/Awaitable.h"
#include "model/BodyWalk.h"
#include "model/ClassView.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

std::optional<bool> async_tidy::constantResult(const FunctionDecl *F,
                                               const ASTContext &Ctx) {
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  if (!Body || Body->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  bool Result;
  if (!Value || Value->isValueDependent() || Value->containsErrors() ||
      !Value->EvaluateAsBooleanCondition(Result, Ctx))
    return std::nullopt;
  return Result;
}

std::optional<bool>
AwaitableModel::constantReady(const CXXRecordDecl *Awaiter) {
  if (!Awaiter)
    return std::nullopt;
  auto Ready = members(Awaiter, "await_ready");
  // The most derived class comes first and hides the others.
  if (Ready.empty() ||
      (Ready.size() > 1 && Ready[0]->getParent() == Ready[1]->getParent()))
    return std::nullopt;
  return constantResult(Ready.front(), Ctx);
}

QualType async_tidy::resultTypeOf(const FunctionDecl *F) {
  QualType T = F->getReturnType();
  if (!T->getContainedAutoType() ||
      (!T->isUndeducedType() && !T->isDependentType()))
    return T;
  const FunctionDecl *Def = F->getTemplateInstantiationPattern();
  const Stmt *Body = (Def ? Def : F)->getBody();
  QualType Found;
  walkExecuted(Body, [&](const Stmt *S) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      Found = Return->getRetValue() ? Return->getRetValue()->getType()
                                    : F->getASTContext().VoidTy;
    return true;
  });
  return Found;
}

/// Does this await_suspend hand its coroutine on or resume it, rather than just
/// keep the handle? Nothing if the body is not visible.
static std::optional<bool> handsOn(const FunctionDecl *Suspend) {
  const FunctionDecl *Pattern = Suspend->getTemplateInstantiationPattern();
  const Stmt *Body = Suspend->getBody();
  if (!Body && Pattern)
    Body = Pattern->getBody();
  if (!Body)
    return std::nullopt;
  auto IsHandle = [](const Stmt *S) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    const auto *Ref =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreUnlessSpelledInSource()) : nullptr;
    return Ref && isa<ParmVarDecl>(Ref->getDecl());
  };
  bool HandsOn = false;
  walkExecuted(Body, [&](const Stmt *S) {
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      if (!Operator || Operator->getOperator() != OO_Equal)
        HandsOn |= llvm::any_of(Call->arguments(), IsHandle);
      const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
      HandsOn |= IsHandle(Callee);
      if (const auto *Member = dyn_cast<MemberExpr>(Callee))
        HandsOn |= IsHandle(Member->getBase()) &&
                   Member->getMemberDecl()->getDeclName().isIdentifier() &&
                   Member->getMemberDecl()->getName() == "resume";
      if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
        HandsOn |= !Member->isImplicitAccess() && IsHandle(Member->getBase()) &&
                   Member->getMember().getAsString() == "resume";
    } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      HandsOn |= llvm::any_of(Lambda->capture_inits(), IsHandle);
    }
    return !HandsOn;
  });
  return HandsOn;
}

StartKind AwaitableModel::startOfAwaiter(const CXXRecordDecl *Awaiter) {
  if (!Awaiter)
    return StartKind::Unknown;
  StringRef Name = N.qualified(Awaiter);
  if (Name.consume_front("std::")) {
    Name.consume_front("experimental::");
    if (Name == "suspend_always")
      return StartKind::Lazy;
    if (Name == "suspend_never")
      return StartKind::Eager;
  }
  auto Ready = constantReady(Awaiter);
  if (!Ready || *Ready)
    return Ready ? StartKind::Eager : StartKind::Unknown;
  auto Suspend = members(Awaiter, "await_suspend");
  if (Suspend.empty())
    return StartKind::Unknown;
  // A suspend_always with another await_resume is still one.
  if (const auto *M = dyn_cast<CXXMethodDecl>(Suspend.front()))
    if (N.qualified(M->getParent()) == "std::suspend_always")
      return StartKind::Lazy;
  auto HandsOn = handsOn(Suspend.front());
  if (!HandsOn)
    return StartKind::Unknown;
  return *HandsOn ? StartKind::Eager : StartKind::Lazy;
}

StartKind AwaitableModel::startOf(const CXXRecordDecl *Promise) {
  if (!Promise)
    return StartKind::Unknown;
  auto [It, New] = Starts.try_emplace(Promise, StartKind::Unknown);
  if (!New)
    return It->second;
  ClassView Awaiter =
      ClassView::of(Promise).resultOf(&Ctx.Idents.get("initial_suspend"));
  StartKind Result = startOfAwaiter(Awaiter.definition());
  return Starts[Promise] = Result;
}

StartKind AwaitableModel::startOfType(QualType T) {
  ClassView Promise = ClassView::of(T).nested(&Ctx.Idents.get("promise_type"));
  if (!Promise)
    return startOf(promiseOf(T));
  return startOfAwaiter(
      Promise.resultOf(&Ctx.Idents.get("initial_suspend")).definition());
}

QualType AwaitableModel::resultOf(QualType T) {
  if (T.isNull())
    return QualType();
  T = Ctx.getCanonicalType(T.getNonReferenceType()).getUnqualifiedType();
  auto Seen = Results.find(T.getTypePtr());
  if (Seen != Results.end())
    return Seen->second;
  ClassView Awaiter = ClassView::of(T);
  if (!Awaiter || T->isDependentType())
    return QualType();
  const CXXRecordDecl *Promise = promiseOf(T);
  if (Promise && !members(Promise, "return_void").empty() &&
      members(Promise, "return_value").empty())
    return Ctx.VoidTy;
  DeclarationName Operator =
      Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  if (!members(Awaiter.definition(), Operator).empty())
    Awaiter = Awaiter.resultOf(Operator);
  return Awaiter ? Awaiter.resultTypeOf(&Ctx.Idents.get("await_resume"))
                 : QualType();
}
