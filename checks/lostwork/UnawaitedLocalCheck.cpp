// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lostwork/UnawaitedLocalCheck.h"
#include "analysis/flow/PathAround.h"
#include "analysis/syntax/CallParts.h"
#include "checks/support/Fixes.h"

#include "analysis/tasks/EndedOnPurpose.h"
#include "analysis/tasks/HeldTasks.h"
#include "checks/support/Words.h"
#include "model/BodyWalk.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

UnawaitedLocalCheck::UnawaitedLocalCheck(StringRef Name,
                                         tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      VoidCastAllowed(Options.get("VoidCastAllowed", true)),
      ReportEager(Options.get("ReportEager", true)),
      ReportSomePaths(Options.get("ReportSomePaths", false)),
      Types(nameList("TaskTypes").plain(), nameList("IgnoreTypes").plain(),
            ReportEager) {}

void UnawaitedLocalCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "VoidCastAllowed", VoidCastAllowed);
  Options.store(Opts, "ReportEager", ReportEager);
  Options.store(Opts, "ReportSomePaths", ReportSomePaths);
}

void UnawaitedLocalCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions())
    checkFunction(TU, bodyOf(TU, F));
}

/// Is it a named by-value parameter of a function whose signature is its own?
/// Not if the function is there to end what it is given.
static bool isOwnParameter(TranslationUnit &TU, const ParmVarDecl *P,
                           const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return P->getIdentifier() && !P->getType()->isReferenceType() &&
         !(M && (M->isVirtual() || M->getParent()->isLambda())) &&
         !F->isDependentContext() && !endsTask(TU, F);
}

void UnawaitedLocalCheck::checkFunction(TranslationUnit &TU,
                                        const FunctionBody &Body) {
  const FunctionDecl *F = Body.function();
  SmallVector<HeldTask, 4> Tasks = heldTasks(TU, Body, Types);
  for (const ParmVarDecl *P : F->parameters())
    if (auto Info = Types.find(TU, P->getType(), F);
        Info && isOwnParameter(TU, P, F)) {
      HeldTask Held;
      Held.Variable = P;
      Held.Type = P->getType();
      Held.Info = *Info;
      Tasks.push_back(Held);
    }
  if (Tasks.empty() || isa_and_nonnull<CXXConstructorDecl>(F))
    return;
  // Where the parser gave up on an expression, a use may be missing.
  bool Broken = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    Broken |= E && E->containsErrors();
    return !Broken;
  });
  if (Broken)
    return;
  const LocalUses &Uses = Body.uses();
  for (const HeldTask &Held : Tasks)
    checkHeld(TU, Body, Uses, Held);
}

static bool isMaybeUnused(const ValueDecl *V) {
  const auto *Binding = dyn_cast<BindingDecl>(V);
  const ValueDecl *Declared = Binding ? Binding->getDecomposedDecl() : V;
  return V->hasAttr<UnusedAttr>() ||
         (Declared && Declared->hasAttr<UnusedAttr>());
}

/// To hold a task that its drop cancels is how such tasks are used: it runs
/// while the function waits for something else, and ends with the scope.
static bool isHeldOnPurpose(TranslationUnit &TU, const FunctionBody &Body,
                            const HeldTask &Held) {
  return Held.Info.Drop == DropEffect::Cancelled &&
         (isMaybeUnused(Held.Variable) ||
          waitsBeforeScopeEnds(TU, Body, Held.Variable,
                               Held.Source ? Held.Source
                                           : (const Stmt *)Held.Declaration));
}

/// Is the task somebody else's, and only asked about here? Or is it to go on
/// although nobody waits for it?
static bool isNotOurs(TranslationUnit &TU, const HeldTask &Held,
                      bool IsMentioned) {
  CallParts Call = callParts(Held.Source);
  return (IsMentioned && givesForeignWork(TU, Call)) ||
         (Held.Info.Start != StartKind::Lazy && declaresDetached(TU, Call));
}

void UnawaitedLocalCheck::checkHeld(TranslationUnit &TU,
                                    const FunctionBody &Body,
                                    const LocalUses &Uses,
                                    const HeldTask &Held) {
  ArrayRef<const DeclRefExpr *> Refs = Uses.of(Held.Variable);
  bool IsFilled = Held.Source || isa<ParmVarDecl>(Held.Variable);
  bool IsUsed = Uses.isNamedInLambda(Held.Variable);
  for (const DeclRefExpr *Ref : Refs)
    switch (mentionOf(TU, Body, Held, Ref, Types)) {
    case Mention::Accepted:
      if (VoidCastAllowed)
        return;
      break;
    case Mention::Fill:
      IsFilled = true;
      break;
    case Mention::Use:
      IsUsed = true;
      break;
    case Mention::None:
      break;
    }
  if (!IsFilled)
    return;
  if (!IsUsed) {
    if (!isNotOurs(TU, Held, !Refs.empty()))
      reportUnused(TU, Body, Held, !Refs.empty());
    return;
  }
  // Of the future of a promise here: before somebody has the promise there is
  // no work.
  if (givesForeignWork(TU, callParts(Held.Source)))
    return;
  bool IsEager = Held.Info.Start == StartKind::Eager;
  if ((IsEager || ReportSomePaths) && Held.Source && !Held.IsContainer)
    checkSomePath(TU, Body, Held, Refs);
}

void UnawaitedLocalCheck::checkSomePath(TranslationUnit &TU,
                                        const FunctionBody &Body,
                                        const HeldTask &Held,
                                        ArrayRef<const DeclRefExpr *> Touches) {
  // On a path that does not need it, the end of the scope ends it.
  if (Held.Info.Drop == DropEffect::Joined ||
      Held.Info.Drop == DropEffect::Cancelled)
    return;
  PathOut Out = pathAround(Body, Held.Source, Touches);
  SourceLocation Loc = Held.Variable->getLocation();
  if (!Out.Exists || !TU.isProject(Loc) || !firstReportAt(Loc))
    return;
  diag(Loc, "%0 %1 is not awaited on every path: on the others %2",
       "await it on every path", lostWork(TU, Held.Type, Held.Info))
      << nounFor(Held.Info) << Held.Variable << consequenceOf(Held.Info);
  if (Out.Return)
    note(Out.Return->getBeginLoc(), "returns here without awaiting it");
}

static bool isWholeInitializer(const VarDecl *V, const Expr *Source) {
  const Expr *Init = V->getInit()->IgnoreImplicit();
  if (const auto *List = dyn_cast<InitListExpr>(Init);
      List && List->getNumInits() == 1)
    Init = List->getInit(0)->IgnoreImplicit();
  return Init == Source;
}

/// Is the declaration `auto x = f();` and nothing more, so that it can become
/// `auto x = co_await f();` or, for a void result, `co_await f();`?
static SmallVector<FixItHint, 2> fixOf(const HeldTask &Held, QualType Result,
                                       const ASTContext &Ctx) {
  const auto *V = dyn_cast<VarDecl>(Held.Variable);
  if (!V || Result.isNull() || !Held.Declaration->isSingleDecl() ||
      !V->getTypeSourceInfo() || !isWholeInitializer(V, Held.Source) ||
      !V->getTypeSourceInfo()
           ->getType()
           .getNonReferenceType()
           ->getContainedAutoType())
    return {};
  if (!Result->isVoidType())
    return insertAwait(Held.Source, Ctx);
  SourceLocation Begin = Held.Declaration->getBeginLoc();
  if (Begin.isMacroID() || V->hasAttrs() || V->getInitStyle() != VarDecl::CInit)
    return {};
  return {FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Begin, Held.Source->getBeginLoc()),
      "co_await ")};
}

void UnawaitedLocalCheck::reportUnused(TranslationUnit &TU,
                                       const FunctionBody &Body,
                                       const HeldTask &Held, bool IsMentioned) {
  CallParts Call = callParts(Held.Source);
  bool IsGuard = isNamedGuard(TU, Held.Variable) || acquires(TU, Call);
  SourceLocation Loc = Held.Variable->getLocation();
  if (((Held.Info.Drop == DropEffect::Joined ||
        isHeldOnPurpose(TU, Body, Held)) &&
       !IsGuard) ||
      !TU.isProject(Loc) || !firstReportAt(Loc))
    return;
  AwaitAdvice Advice;
  if (Held.Source)
    Advice = awaitAdvice(TU, Body, Held.Source, Held.Type);
  StringRef Consequence =
      IsGuard ? "what it acquires is never held"
      : Held.Info.Drop == DropEffect::Cancelled
          ? "nothing is awaited before the end of its scope cancels it"
          : consequenceOf(Held.Info);
  DiagnosticBuilder Diag =
      diag(Loc, "%0 %select{|in |parameter }1%2 is never awaited: %3",
           Advice.Text.empty() || Held.IsContainer ? "await it" : Advice.Text,
           lostWork(TU, Held.Type, Held.Info));
  Diag << nounFor(Held.Info)
       << (Held.IsContainer                  ? 1
           : isa<ParmVarDecl>(Held.Variable) ? 2
                                             : 0)
       << Held.Variable << Consequence;
  if (Advice.Allowed && Advice.Editable && !IsMentioned && !Held.IsContainer &&
      Held.Declaration && isa<CallExpr>(Held.Source))
    offer(Diag, fixOf(Held, TU.awaitables().resultOf(Held.Type), TU.context()),
          Advice.Safe);
}
