// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lostwork/DiscardedAwaitableCheck.h"
#include "analysis/syntax/CallParts.h"
#include "checks/support/Fixes.h"

#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/tasks/EndedOnPurpose.h"
#include "analysis/tasks/Notifications.h"
#include "checks/support/Words.h"
#include "model/BodyWalk.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

DiscardedAwaitableCheck::DiscardedAwaitableCheck(
    StringRef Name, tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      VoidCastAllowed(Options.get("VoidCastAllowed", true)),
      ReportEager(Options.get("ReportEager", true)),
      Types(nameList("TaskTypes").plain(), nameList("IgnoreTypes").plain(),
            ReportEager),
      IgnoredCalls(nameList("IgnoreCalls", "std::exchange")) {}

void DiscardedAwaitableCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "VoidCastAllowed", VoidCastAllowed);
  Options.store(Opts, "ReportEager", ReportEager);
}

void DiscardedAwaitableCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions()) {
    const FunctionBody &Body = bodyOf(TU, F);
    walkExecuted(Body.body(), [&](const Stmt *S) {
      if (const auto *E = dyn_cast<Expr>(S))
        checkValue(TU, Body, E);
      return true;
    });
  }
}

/// Is the expression part of one that the parser could not make sense of? It
/// may then be an argument that looks like the operand of a comma.
static bool isPartOfError(const FunctionBody &Body, const Expr *E) {
  for (const Stmt *S = E; S && isa<Expr>(S); S = Body.parent(S))
    if (cast<Expr>(S)->containsErrors())
      return true;
  return false;
}

/// Is the expression in a branch that only some instances have? They tell.
static bool isInUndecidedBranch(const FunctionBody &Body, const Expr *E) {
  if (!Body.function()->isDependentContext())
    return false;
  const Stmt *Child = E;
  for (const Stmt *S = Body.parent(E); S; Child = S, S = Body.parent(S))
    if (const auto *If = dyn_cast<IfStmt>(S);
        If && If->isConstexpr() && If->getCond()->isValueDependent() &&
        (Child == If->getThen() || Child == If->getElse()))
      return true;
  return false;
}

/// Does `co_await t.resolve()` give back the kind of task that it waited for?
/// That one is done.
static bool givesBack(const Expr *E, QualType T) {
  const auto *Await = dyn_cast<CoawaitExpr>(E);
  if (!Await)
    return false;
  CallParts Call = callParts(Await->getOperand()->IgnoreImplicit());
  const CXXRecordDecl *Object = Call.objectClass();
  return Object && Object == T->getAsCXXRecordDecl();
}

/// Does a callable give nothing to whoever called it?
static bool givesNothing(const FunctionDecl *F) {
  if (!F || !F->getBody())
    return false;
  const DeducedType *Auto = F->getReturnType()->getContainedDeducedType();
  if (!Auto || !Auto->getDeducedType().isNull())
    return F->getReturnType()->isVoidType();
  // The pattern of a generic lambda.
  bool Gives = false;
  walkExecuted(F->getBody(), [&](const Stmt *S) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    Gives |= isa<CoroutineBodyStmt>(S) || (Return && Return->getRetValue());
    return !Gives;
  });
  return !Gives;
}

/// `task.then([](int value) { … });`: the callback takes the result of a task
/// that runs anyway and gives none of its own, so nothing is left to await.
static bool endsInCallback(TranslationUnit &TU, const CallParts &Call) {
  if (!Call.Object || !isa<CXXMethodDecl>(Call.Callee))
    return false;
  // `then` may be a member of a base class.
  const AwaitableInfo &Task = TU.awaitables().classify(
      Call.Object->IgnoreParenImpCasts()->getType().getNonReferenceType());
  return Task.isAwaitable() && Task.Start == StartKind::Eager &&
         Task.Drop != DropEffect::Cancelled &&
         llvm::any_of(Call.Args, [](const Expr *A) {
           const CXXRecordDecl *R = recordOf(A->getType());
           return R && R->isLambda() && givesNothing(handlerFunction(A));
         });
}

/// `dropped(std::move(task))`: a function that ends what it is given, even if
/// it gives it back.
static bool passesToEnd(TranslationUnit &TU, const CallParts &Call) {
  return endsTask(TU, Call.Callee) &&
         llvm::any_of(Call.Args, [&](const Expr *A) {
           return TU.awaitables()
               .classify(A->getType().getNonReferenceType())
               .isAwaitable();
         });
}

bool DiscardedAwaitableCheck::isExempt(TranslationUnit &TU,
                                       const CallParts &Call,
                                       const AwaitableInfo &Info) const {
  if (!Call.Callee)
    return false;
  if (IgnoredCalls.contains(TU.names().qualified(Call.Callee)) ||
      endsInCallback(TU, Call))
    return true;
  // What has not started neither goes on by design nor can be ended.
  if (Info.Start != StartKind::Lazy &&
      (passesToEnd(TU, Call) || declaresDetached(TU, Call)))
    return true;
  // What a spawned task's handle is worth is the detached-task check's matter;
  // where the completion token decides, the awaitable is ours, and so is a
  // handle that stops the task when it is dropped: nothing is detached then.
  const SpawnEntry *Spawn = spawnEntryOf(TU, Call);
  return Spawn &&
         ((Spawn->Kind == SpawnKind::Handle &&
           Info.Drop != DropEffect::Cancelled) ||
          Spawn->Kind == SpawnKind::Detach || Spawn->Kind == SpawnKind::Scope);
}

namespace {
/// Which functions have a handler for exceptions; by TU.shared.
class Handlers {
public:
  explicit Handlers(TranslationUnit &) {}

  bool isIn(const FunctionDecl *F) {
    auto [It, IsNew] = Known.try_emplace(F, false);
    if (IsNew) {
      bool Has = false;
      walkExecuted(F->getBody(), [&](const Stmt *S) {
        Has |= isa<CXXTryStmt>(S);
        return !Has;
      });
      It->second = Has;
    }
    return It->second;
  }

private:
  llvm::DenseMap<const FunctionDecl *, bool> Known;
};
} // namespace

/// Does the called coroutine run on without its caller, give nothing, and let
/// no failure out, as its body shows? Then nothing is lost. A coroutine that
/// could await it but does not may have meant to wait, unless what it calls is
/// made to be left alone: it handles its failures.
static bool losesNothing(TranslationUnit &TU, const FunctionBody &Body,
                         const CallParts &Call, QualType T,
                         const AwaitableInfo &Info) {
  if (!goesOnAlone(TU, T, Info))
    return false;
  const FunctionDecl *Target = executedFunction(TU, Call);
  return Target && TU.coroutine(Target) &&
         !TU.shared<ExceptionFlow>().failure(Target) &&
         (!TU.coroutine(Body.function()) || TU.shared<Handlers>().isIn(Target));
}

void DiscardedAwaitableCheck::checkValue(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const Expr *E) {
  QualType T = freshType(E);
  if (T.isNull() || E->containsErrors())
    return;
  auto Info = Types.find(TU, T, Body.function());
  if (!Info)
    return;
  // A constructed coroutine type is an empty or a re-wrapped task; an awaiter
  // that co_await yields is a handle that may be awaited to give something
  // back.
  CallParts Call = callParts(E);
  if (isa<CoroutineSuspendExpr>(E) != Info->IsCoroutineType &&
      !isa<CallExpr>(E))
    return;
  if (isExempt(TU, Call, *Info) || isPartOfError(Body, E) || givesBack(E, T) ||
      isInUndecidedBranch(Body, E))
    return;
  ValueUseInfo Use = useOfValue(Body, E);
  if (!Use.isLost() || (Use.Kind == ValueUse::Ignored && VoidCastAllowed) ||
      (Use.Kind == ValueUse::Tested && givesForeignWork(TU, Call)))
    return;
  if (Call.Callee && Info->Start != StartKind::Lazy &&
      TU.shared<Notifications>().gives(Call.Callee))
    return;
  if (losesNothing(TU, Body, Call, T, *Info))
    return;
  if (TU.isProject(E->getBeginLoc()) && firstReportAt(E->getBeginLoc()))
    report(TU, Body, E, T, *Info, Use);
}

/// "task returned by 'f'".
static std::string subjectFor(const Expr *E, const CallParts &Call,
                              const AwaitableInfo &Info) {
  std::string Noun = nounFor(Info).str();
  if (isa<CoroutineSuspendExpr>(E))
    return Noun + " that co_await yields";
  if (!isa<CallExpr>(E))
    return "temporary " + Noun;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  if (M && M->getParent()->isLambda())
    return Noun + " returned by the lambda";
  if (Call.Callee && Call.Callee->getOverloadedOperator() != OO_Call)
    return Noun + " returned by '" + Call.Callee->getNameAsString() + "'";
  if (const auto *Overloads = dyn_cast<OverloadExpr>(
          cast<CallExpr>(E)->getCallee()->IgnoreParens()))
    return Noun + " returned by '" + Overloads->getName().getAsString() + "'";
  return Noun + " returned by the call";
}

/// Could the awaited result stand where the task is tested?
static bool isTestable(QualType Result) {
  return !Result.isNull() && Result.getNonReferenceType()->isScalarType();
}

void DiscardedAwaitableCheck::report(TranslationUnit &TU,
                                     const FunctionBody &Body, const Expr *E,
                                     QualType T, const AwaitableInfo &Info,
                                     const ValueUseInfo &Use) {
  CallParts Call = callParts(E);
  bool Tested = Use.Kind == ValueUse::Tested;
  StringRef Consequence =
      acquires(TU, Call) ? "nothing is acquired" : consequenceOf(Info);
  AwaitAdvice Advice = awaitAdvice(TU, Body, E, T);
  {
    DiagnosticBuilder Diag =
        diag(E->getBeginLoc(),
             "%0 is %select{discarded|only tested and then destroyed}1: %2",
             Advice.Text, lostWork(TU, T, Info));
    Diag << subjectFor(E, Call, Info) << Tested << Consequence
         << E->getSourceRange();
    bool ByMember = Tested && isa_and_nonnull<CXXMemberCallExpr>(Use.By) &&
                    !isa<CXXConversionDecl>(
                        cast<CXXMemberCallExpr>(Use.By)->getMethodDecl());
    bool Fits = Tested ? !ByMember && isTestable(TU.awaitables().resultOf(T))
                       : Use.Kind == ValueUse::Discarded && Use.IsDirect;
    if (Advice.Allowed && Advice.Editable && Fits)
      offer(Diag, insertAwait(E, TU.context()), Advice.Safe);
  }
  // The pattern was asked first: what is found here depends on the arguments.
  if (Body.function()->isTemplateInstantiation()) {
    SourceLocation Where = Body.function()->getPointOfInstantiation();
    if (Where.isValid())
      note(Where, "in the instantiation of '" +
                      Body.function()->getNameAsString() + "' requested here");
  }
}
