// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/StartModel.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"
#include "model/ClassView.h"
#include "model/ReturnedValues.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

std::optional<bool>
StartModel::constantReady(const CXXRecordDecl *Awaiter) const {
  if (!Awaiter)
    return std::nullopt;
  auto Ready = memberFunctions(Awaiter, "await_ready");
  // The most derived class comes first and hides the others.
  if (Ready.empty() ||
      (Ready.size() > 1 && Ready[0]->getParent() == Ready[1]->getParent()))
    return std::nullopt;
  return constantResult(Ready.front(), Ctx);
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

StartKind StartModel::ofAwaiter(const CXXRecordDecl *Awaiter) {
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
  auto Suspend = memberFunctions(Awaiter, "await_suspend");
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

StartKind StartModel::ofPromise(const CXXRecordDecl *Promise) {
  if (!Promise)
    return StartKind::Unknown;
  auto [It, New] = Known.try_emplace(Promise, StartKind::Unknown);
  if (!New)
    return It->second;
  ClassView Awaiter =
      ClassView::of(Promise).resultOf(&Ctx.Idents.get("initial_suspend"));
  StartKind Result = ofAwaiter(Awaiter.definition());
  return Known[Promise] = Result;
}
