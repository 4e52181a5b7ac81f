// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/state/ReferenceAcrossSuspensionCheck.h"
#include "analysis/lifetime/ReferenceTypes.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/state/SharedState.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

ReferenceAcrossSuspensionCheck::ReferenceAcrossSuspensionCheck(
    StringRef Name, tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      CheckRangeFor(Options.get("CheckRangeFor", true)),
      RequireChange(Options.get("RequireChange", true)) {}

void ReferenceAcrossSuspensionCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckRangeFor", CheckRangeFor);
  Options.store(Opts, "RequireChange", RequireChange);
}

void ReferenceAcrossSuspensionCheck::analyze(TranslationUnit &TU) {
  for (const Coroutine *C : reportedCoroutines(TU))
    if (C->canSuspend() && !isGeneratorOnly(TU.awaitables(), *C))
      checkCoroutine(TU, *C);
}

/// Nobody can change what is const from its declaration on. What a coroutine is
/// given as `const T &` its caller lets it look at, and changes no more than
/// what it would give by value.
static bool isImmutable(const AccessPath &P) {
  if (const auto *Param = dyn_cast_or_null<ParmVarDecl>(P.variable());
      Param && Param->getType()->isLValueReferenceType() &&
      Param->getType()->getPointeeType().isConstQualified())
    return true;
  if (const FieldDecl *F = P.lastField())
    return F->getType().isConstQualified();
  const VarDecl *V = P.variable();
  return V && V->getType().getNonReferenceType().isConstQualified();
}

void ReferenceAcrossSuspensionCheck::checkCoroutine(TranslationUnit &TU,
                                                    const Coroutine &C) {
  const HeldLocks *Locks = nullptr;
  auto Find = [&](const Definition &D) -> Inside {
    if (!CheckRangeFor && D.Variable->isImplicit())
      return {};
    Inside Where = insideOf(TU, D);
    if (!Where || !isShared(TU, Where.Container, C) ||
        isImmutable(Where.Container))
      return {};
    return Where;
  };
  auto IsTracked = [&](const Definition &D) { return bool(Find(D)); };
  auto Counts = [&](const SuspensionPoint &P) {
    if (!Locks)
      Locks = &TU.shared<HeldLocksOfUnit>().of(C);
    return !Locks->isLockedAt(P.E);
  };
  // In `auto [it, inserted] = …` only the iterator refers to anything.
  auto IsUse = [&](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *B = Ref ? dyn_cast<BindingDecl>(Ref->getDecl()) : nullptr;
    const auto *V = B ? dyn_cast<VarDecl>(B->getDecomposedDecl()) : nullptr;
    return !V || refersToElements(TU, V->getType()) ||
           refersToElements(TU, B->getType());
  };
  std::vector<LiveValue> Live = liveAcross(TU, C, {IsTracked, Counts, IsUse});
  for (const LiveValue &V : Live) {
    // The variable of a loop that is reported itself is the same mistake.
    const VarDecl *Iterator = loopIteratorOf(V.Def.Variable);
    if (Iterator && (!CheckRangeFor || llvm::any_of(Live, [&](const auto &L) {
          return L.Def.Variable == Iterator;
        })))
      continue;
    Inside Where = Find(V.Def);
    const ContainerChange *Change =
        TU.shared<ContainerChanges>().invalidating(Where, C.function(), V.Def);
    if (Change || !RequireChange)
      report(TU, V, Where, Change);
  }
}

/// The variable's name, or the part of a structured binding that is used.
static StringRef nameOf(const LiveValue &Value) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Value.Uses.front());
  return isa<DecompositionDecl>(Value.Def.Variable) && Ref
             ? Ref->getDecl()->getName()
             : Value.Def.Variable->getName();
}

void ReferenceAcrossSuspensionCheck::report(TranslationUnit &TU,
                                            const LiveValue &Value,
                                            const Inside &Where,
                                            const ContainerChange *Change) {
  const VarDecl *V = Value.Def.Variable;
  bool IsDeclaration = isa<DeclStmt>(Value.Def.Site);
  bool IsRange = V->isImplicit();
  SourceLocation Loc = IsDeclaration && !IsRange
                           ? V->getLocation()
                           : Value.Def.Site->getBeginLoc();
  if (IsRange)
    Loc = Value.Def.Value->getExprLoc();
  if (!firstReportAt(Loc))
    return;
  std::string Name = Where.Container.str();
  if (IsRange)
    diag(Loc,
         "this loop suspends while it iterates over '%0', which can change in "
         "the meantime",
         "iterate over a copy, or collect first and await afterwards",
         sharedState(TU, Where.Container))
        << Name;
  else
    diag(Loc,
         "'%0' %select{refers into '%2'|is an iterator into '%2'|refers to "
         "what '%2' holds}1, which can change while the coroutine is suspended",
         "look it up again after the suspension, or keep a copy",
         sharedState(TU, Where.Container))
        << nameOf(Value) << unsigned(Where.Kind) << Name;
  noteSuspensions(Value.Across);
  if (!IsRange)
    note(Value.Uses.front()->getExprLoc(), "used here after the suspension");
  if (Change)
    note(Change->E->getExprLoc(), "changed here");
}
