// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DanglingArgumentCheck.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/lifetime/CoroutineLambdas.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/EndedByOwner.h"
#include "analysis/lifetime/SelfKeeping.h"
#include "analysis/lifetime/UseAfterSuspension.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "checks/support/Words.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/SkippableBody.h"

using namespace clang;
using namespace async_tidy;

DanglingArgumentCheck::DanglingArgumentCheck(StringRef Name,
                                             tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      AssumeLifetimeBound(Options.get("AssumeLifetimeBound", true)),
      Kinds{Options.get("CheckPointers", false),
            Options.get("CheckViews", true)} {}

void DanglingArgumentCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AssumeLifetimeBound", AssumeLifetimeBound);
  Options.store(Opts, "CheckPointers", Kinds.Pointers);
  Options.store(Opts, "CheckViews", Kinds.Views);
}

void DanglingArgumentCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : TU.functions()) {
    if (F->isDependentContext())
      continue;
    const FunctionBody &Body = bodyOf(TU, F);
    walkFunction(F, [&](const Stmt *S) {
      if (CallParts Call = callParts(dyn_cast<CallExpr>(S));
          Call && Call.Callee)
        checkCall(TU, Body, Call);
      return true;
    });
  }
}

/// A coroutine that is only declared and takes `socket &&` most often begins
/// with `auto s = std::move(socket);`, and so has what it is given, a task or a
/// local that the caller moves from. A temporary is gone before it begins.
static bool isHandedOver(TranslationUnit &TU, const BoundArgument &Bound) {
  QualType T = Bound.Param->getType();
  return T->isRValueReferenceType() &&
         (Bound.Life == Lifetime::Local ||
          TU.awaitables().classify(T.getNonReferenceType()).isAwaitable());
}

/// Where the task goes. A coroutine that starts at the call and that nobody can
/// stop by dropping what it returns runs on when that is dropped.
static TaskFlow flowOfCall(TranslationUnit &TU, const FunctionBody &Body,
                           const CallParts &Call, const FunctionDecl *Target) {
  TaskFlow Flow = flowOf(TU, Body, Call.E);
  const Coroutine *C = Target ? TU.coroutine(Target) : nullptr;
  if (Flow.Fate == TaskFate::Discarded && C && runsOnWhenDropped(TU, *C))
    Flow = {TaskFate::Spawned, nullptr, Call.E, false};
  return Flow;
}

void DanglingArgumentCheck::checkCall(TranslationUnit &TU,
                                      const FunctionBody &Body,
                                      const CallParts &Call) {
  // A reference to a task is not a new one: `std::move(task)`.
  QualType Result = Call.E->getType();
  const AwaitableInfo &Info = TU.awaitables().classify(Result);
  ArgumentContract Contract = argumentContract(Call.Callee);
  if (!Info.IsCoroutineType || Call.E->isGLValue() ||
      Contract == ArgumentContract::Free ||
      calls(TU, Call, NameList::CopiedArguments))
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
  bool IsLambda = Method && Method->getParent()->isLambda();
  const FunctionDecl *Target = executedFunction(TU, Call);
  bool AssumesUse =
      !Target && (Contract == ArgumentContract::Bound ||
                  calls(TU, Call, NameList::KeptArguments) ||
                  (AssumeLifetimeBound && Info.Start == StartKind::Lazy &&
                   !bodyIsSkipped(Call.Callee)));
  const FunctionDecl *Callee = Target ? Target : Call.Callee;
  std::optional<TaskFlow> Flow;
  for (const BoundArgument &Bound : boundArguments(TU, Call, Callee, Kinds)) {
    if (Bound.Life == Lifetime::Outer || Bound.Life == Lifetime::Static)
      continue;
    if (IsLambda && !Bound.Param)
      continue; // how long the closure lives is async-capturing-lambda's
                // question
    if (Bound.Param && keepsCallable(TU, Call, Bound.Arg))
      continue;
    // The coroutine's frame has a copy of the owner that it is given.
    if (Bound.Life == Lifetime::Object &&
        (copiesOwner(TU, Callee) || keepsItself(TU, Callee)))
      continue;
    bool Declared = Bound.Param ? isLifetimeBound(Bound.Param)
                                : isObjectLifetimeBound(Callee);
    // Nothing tells whether a function that is only declared needs its object;
    // what it is handed over becomes its own.
    if (!Target && !Declared &&
        (!AssumesUse || !Bound.Param || isHandedOver(TU, Bound)))
      continue;
    if (!Flow)
      Flow = flowOfCall(TU, Body, Call, Target);
    bool IsDropped = Flow->Fate == TaskFate::Spawned && Flow->Sink == Call.E;
    if (Bound.Life == Lifetime::Object && IsDropped)
      continue; // how the object of a fire-and-forget member lives is its own
                // affair
    if (Bound.Life == Lifetime::Object &&
        (waitsWhenDestroyed(TU, Call.objectClass()) ||
         runsUnderOwnToken(TU, Body, Call.E, Flow->Sink)))
      continue;
    bool IsTemporaryObject = !Bound.Param && Bound.Life == Lifetime::Temporary;
    if (judge(TU, Body, Bound, *Flow) != Verdict::Dangles &&
        !(IsTemporaryObject && isKeptByUnknown(TU, *Flow)))
      continue;
    const Stmt *Use =
        Target ? useAfterSuspension(TU, Target, Bound.Param) : nullptr;
    if (Use || AssumesUse || Declared)
      report(TU, Call, Bound, *Flow, Use);
  }
}

static StringRef whereTaskGoes(const TaskFlow &Flow) {
  switch (Flow.Fate) {
  case TaskFate::Local:
    return "the task is awaited later";
  case TaskFate::Returned:
    return "the task is returned";
  case TaskFate::Stored:
    return "the task is stored";
  case TaskFate::Spawned:
    return "the task is started here and runs on";
  case TaskFate::Iterated:
    return "the range-for goes on with the generator";
  default:
    return "the task runs later";
  }
}

static std::string remedyFor(const BoundArgument &Bound, const TaskFlow &Flow) {
  if (!Bound.Param)
    return "keep the object alive until the task is done";
  if (Flow.Fate == TaskFate::Iterated)
    return "keep it in a variable that outlives the loop, or take the "
           "parameter by value";
  return "await the call in place, or take the parameter by value";
}

/// What the unit shows of both functions is certain. A starter is known by a
/// list, and a function that is only declared by its type.
static Cause causeOf(TranslationUnit &TU, const CallParts &Call,
                     const TaskFlow &Flow, const Stmt *Use) {
  Cause Why = Use ? byLanguage() : usesLater(TU, Call.Callee);
  const auto *Sink = dyn_cast_or_null<CallExpr>(Flow.Sink);
  if (Flow.Fate != TaskFate::Spawned || !Sink || Sink == Call.E)
    return Why;
  CallParts Spawn = callParts(Sink);
  return leastCertain(std::move(Why),
                      startsWork(TU, Spawn.Callee, spawnEntryOf(TU, Spawn)));
}

void DanglingArgumentCheck::report(TranslationUnit &TU, const CallParts &Call,
                                   const BoundArgument &Bound,
                                   const TaskFlow &Flow, const Stmt *Use) {
  SourceLocation Loc = Call.E->getExprLoc();
  // `[](S &s) -> task<> { … }(local)` begins with the closure.
  if (Bound.Param && Call.Object && isa<LambdaExpr>(stripValue(Call.Object)))
    Loc = Bound.Arg->getBeginLoc();
  if (!firstReportAt(Loc))
    return;
  std::string What = Bound.Life == Lifetime::Local
                         ? "local '" + Bound.Variable->getNameAsString() + "'"
                     : Bound.Life == Lifetime::Object ? "'*this'"
                     : Bound.IsDefault                ? "the default argument"
                                                      : "a temporary";
  std::string To = Bound.Param && Bound.Param->getIdentifier()
                       ? "parameter '" + Bound.Param->getNameAsString() + "'"
                   : Bound.Param ? "a parameter"
                                 : "the object";
  Cause Why = causeOf(TU, Call, Flow, Use);
  if (Bound.Life == Lifetime::Object)
    diag(Loc,
         "%0 uses '*this' after it is started here, and nothing keeps the "
         "object alive",
         "pass 'shared_from_this()' to it", std::move(Why))
        << describeCoroutine(*Call.Callee) << Call.E->getSourceRange();
  else
    diag(Loc,
         "%0 is bound to %1 of %2 and dies before the coroutine uses it: %3",
         remedyFor(Bound, Flow), std::move(Why))
        << What << To << describeCoroutine(*Call.Callee) << whereTaskGoes(Flow)
        << Call.E->getSourceRange();
  if (Flow.Sink && Flow.Sink != Call.E)
    note(Flow.Sink->getBeginLoc(), Flow.Fate == TaskFate::Returned
                                       ? "the task leaves the function here"
                                       : "the task is handed on here");
  if (Use)
    note(Use->getBeginLoc(), "used here after the coroutine was suspended");
}
