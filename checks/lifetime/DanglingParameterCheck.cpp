// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DanglingParameterCheck.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/SelfKeeping.h"
#include "analysis/lifetime/UseAfterSuspension.h"
#include "analysis/syntax/CallParts.h"
#include "checks/support/Words.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/Visits.h"

#include <llvm/ADT/SmallBitVector.h>

using namespace clang;
using namespace async_tidy;

DanglingParameterCheck::DanglingParameterCheck(StringRef Name,
                                               tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context), Kinds{Options.get("CheckPointers", false),
                                       Options.get("CheckViews", true)},
      CheckThis(Options.get("CheckThis", true)),
      Strict(Options.get("Strict", false)) {}

void DanglingParameterCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckPointers", Kinds.Pointers);
  Options.store(Opts, "CheckViews", Kinds.Views);
  Options.store(Opts, "CheckThis", CheckThis);
  Options.store(Opts, "Strict", Strict);
}

void DanglingParameterCheck::reportEvery(const Coroutine &C) {
  for (const ParmVarDecl *P : C.function()->parameters())
    if (P->getType()->isReferenceType() && firstReportAt(P->getLocation()))
      diag(P->getLocation(),
           "coroutine parameter %0 is a reference, which may dangle after a "
           "suspension",
           "take it by value", byLanguage())
          << P;
}

namespace {
/// An argument whose object may be gone when the called coroutine goes on.
struct RiskyArgument {
  const Expr *Call = nullptr;
  unsigned Param = 0; ///< its index
  Lifetime Life = Lifetime::Outer;
};
} // namespace

/// The risky arguments by called function. They are the same for all overrides
/// of one function, and there can be many overrides and many calls.
class DanglingParameterCheck::RiskyCalls {
public:
  RiskyCalls(TranslationUnit &TU, const ReferenceKinds &Kinds)
      : TU(TU), Kinds(Kinds) {}

  const std::vector<RiskyArgument> &of(const FunctionDecl *F) {
    auto [It, IsNew] = Known.try_emplace(F->getCanonicalDecl());
    if (IsNew) {
      It->second = std::make_unique<std::vector<RiskyArgument>>();
      for (const CallSite &Site : TU.shared<CallIndex>().callersOf(F))
        add(F, Site, *It->second);
    }
    return *It->second;
  }

private:
  void add(const FunctionDecl *F, const CallSite &Site,
           std::vector<RiskyArgument> &Out) {
    const FunctionBody &Caller = bodyOf(TU, Site.Caller);
    CallParts Call = callParts(Site.Call);
    if (!Call || Site.Caller->isDependentContext() ||
        !Caller.contains(Site.Call))
      return;
    for (const BoundArgument &Bound : boundArguments(TU, Call, F, Kinds))
      if (Bound.Param && Bound.Life != Lifetime::Static &&
          Bound.Life != Lifetime::Outer &&
          judge(TU, Caller, Bound, flowOf(TU, Caller, Site.Call)) ==
              Verdict::Possible)
        Out.push_back(
            {Site.Call, Bound.Param->getFunctionScopeIndex(), Bound.Life});
  }

  TranslationUnit &TU;
  const ReferenceKinds &Kinds;
  llvm::DenseMap<const FunctionDecl *,
                 std::unique_ptr<std::vector<RiskyArgument>>>
      Known;
};

/// The function and, for an override, what it overrides: a call of any of them
/// can run it.
static SmallVector<const FunctionDecl *, 4> calledToRun(const FunctionDecl *F) {
  SmallVector<const FunctionDecl *, 4> Result;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  SmallVector<const FunctionDecl *, 4> Work{F};
  while (!Work.empty()) {
    const FunctionDecl *Each = Work.pop_back_val();
    countVisits();
    if (!Seen.insert(Each->getCanonicalDecl()).second)
      continue;
    Result.push_back(Each);
    if (const auto *M = dyn_cast<CXXMethodDecl>(Each)) {
      auto Bases = llvm::to_vector<4>(M->overridden_methods());
      Work.append(Bases.rbegin(), Bases.rend());
    }
  }
  return Result;
}

void DanglingParameterCheck::analyze(TranslationUnit &TU) {
  RiskyCalls Risky(TU, Kinds);
  for (const Coroutine *C : TU.coroutines()) {
    if (Strict) {
      reportEvery(*C);
      continue;
    }
    if (C->isDependent())
      continue;
    checkParameters(TU, *C, Risky);
    if (CheckThis)
      checkThis(TU, *C);
  }
}

void DanglingParameterCheck::checkParameters(TranslationUnit &TU,
                                             const Coroutine &C,
                                             RiskyCalls &Risky) {
  const FunctionDecl *F = C.function();
  // The callers are told, and clang warns them.
  if (argumentContract(F) != ArgumentContract::None)
    return;
  llvm::SmallBitVector Done(F->getNumParams());
  for (const FunctionDecl *Called : calledToRun(F))
    for (const RiskyArgument &Argument : Risky.of(Called)) {
      if (Argument.Param >= Done.size() || Done.test(Argument.Param))
        continue;
      Done.set(Argument.Param);
      report(TU, F, F->getParamDecl(Argument.Param), Argument.Life,
             Argument.Call);
    }
}

void DanglingParameterCheck::report(TranslationUnit &TU, const FunctionDecl *F,
                                    const ParmVarDecl *Param, Lifetime Life,
                                    const Expr *Call) {
  if (isLifetimeBound(Param))
    return;
  const Stmt *Use = useAfterSuspension(TU, F, Param);
  if (!Use || !firstReportAt(Param->getLocation()))
    return;
  bool IsView = !Param->getType()->isReferenceType();
  diag(Param->getLocation(),
       "%select{reference|view}0 parameter %1 is used after %2 was "
       "suspended, but a call binds %select{a temporary|a local of the "
       "caller}3 to it and hands the task on",
       IsView ? "take an owning type by value" : "take it by value",
       byLanguage())
      << IsView << Param << describeCoroutine(*F) << (Life == Lifetime::Local);
  note(Call->getBeginLoc(), "this call's task may outlive its argument");
  note(Use->getBeginLoc(), "used here after the coroutine was suspended");
}

/// Does it call a member that gives a strong or weak reference to its object?
static bool takesOwnership(TranslationUnit &TU, const Stmt *S) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  return TU.names().in(WordList::SelfReference, M);
}

/// A fire-and-forget member coroutine of a reference-counted object that goes
/// on using the object: nobody waits for it, so nobody keeps the object.
void DanglingParameterCheck::checkThis(TranslationUnit &TU,
                                       const Coroutine &C) {
  const auto *M = dyn_cast<CXXMethodDecl>(C.function());
  if (!M || M->isStatic() || C.lambda() ||
      !isReferenceCounted(TU, M->getParent()) ||
      C.start() != StartKind::Eager ||
      TU.awaitables().classify(M->getReturnType()).isAwaitable() ||
      TU.awaitables().classify(M->getReturnType()).IsGenerator)
    return;
  const Stmt *Use = useAfterSuspension(TU, M, nullptr);
  bool Keeps = false;
  walkExecuted(C.body(), [&](const Stmt *S) {
    Keeps |= takesOwnership(TU, S);
    return !Keeps;
  });
  if (!Use || Keeps || keepsItself(TU, M) || !firstReportAt(M->getLocation()))
    return;
  diag(M->getLocation(),
       "%0 uses '*this' after a suspension, but nobody waits for it and "
       "nothing keeps the object alive",
       "keep 'shared_from_this()' in a local from before the first suspension",
       byLanguage())
      << describeCoroutine(*M);
  note(Use->getBeginLoc(), "used here after the coroutine was suspended");
}
