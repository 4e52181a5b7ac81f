// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lostwork/DetachedTaskCheck.h"
#include "analysis/calls/CallNames.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/scheduling/UnjoinedScopes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/tasks/EndedOnPurpose.h"
#include "model/BodyWalk.h"
#include "model/Promise.h"

using namespace clang;
using namespace async_tidy;

DetachedTaskCheck::DetachedTaskCheck(StringRef Name,
                                     tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      AllowIfNoThrow(Options.get("AllowIfNoThrow", true)),
      Tokens(nameList("DetachTokens").qualified()) {}

void DetachedTaskCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AllowIfNoThrow", AllowIfNoThrow);
}

void DetachedTaskCheck::analyze(TranslationUnit &TU) {
  for (const FunctionDecl *F : reportedFunctions(TU)) {
    const FunctionBody &Body = bodyOf(TU, F);
    walkFunction(F, [&](const Stmt *S) {
      if (const auto *Call = dyn_cast<CallExpr>(S))
        checkCall(TU, Body, Call);
      return true;
    });
    for (const UnjoinedScope &S : unjoinedScopes(TU, Body)) {
      // What a scope cancels at its end has had time to run if something else
      // was awaited.
      if ((S.Entry->Cancels &&
           waitsBeforeScopeEnds(TU, Body, S.Scope, S.Spawn)) ||
          !firstReportAt(S.Scope->getLocation()))
        continue;
      diag(S.Scope->getLocation(),
           "%0 is destroyed without being joined, and the tasks in it "
           "%select{run on or end the program|are cancelled}1",
           ("await '" + StringRef(S.Entry->Join.front()).rsplit("::").second +
            "' on every path")
               .str(),
           startsWork(TU, callParts(S.Spawn).Callee, nullptr))
          << S.Scope << S.Entry->Cancels;
      note(S.Spawn->getExprLoc(), "a task is started here");
    }
  }
  for (const Coroutine *C : reportedCoroutines(TU))
    checkFireAndForget(TU, *C);
}

/// Can what is started fail, as far as can be seen?
static bool canFail(TranslationUnit &TU, const TaskOrigin &Origin) {
  auto &Flow = TU.shared<ExceptionFlow>();
  if (llvm::any_of(Origin.Opaque, [&](const Expr *E) {
        return Flow.operationFailure(E) == AwaitFailure::Any;
      }))
    return true;
  return llvm::any_of(Origin.Coroutines, [&](const FunctionDecl *F) {
    return Flow.failure(F) != nullptr;
  });
}

/// A function of a library is an operation, and a callable that is no coroutine
/// is no task: only calls that yield a task count.
static void keepTasks(TranslationUnit &TU, TaskOrigin &Origin) {
  llvm::erase_if(Origin.Opaque, [&](const Expr *E) {
    QualType T = E->getType();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        T = F->getReturnType();
    if (const CXXRecordDecl *R = recordOf(T); R && R->isLambda())
      return true;
    CallParts Call = callParts(dyn_cast<CallExpr>(E));
    if (Call && (hasToken(TU, Call, NameList::NonThrowingToken) ||
                 calls(TU, Call, NameList::NoThrow)))
      return true;
    return !TU.awaitables().classify(T).isAwaitable();
  });
}

void DetachedTaskCheck::checkCall(TranslationUnit &TU, const FunctionBody &Body,
                                  const CallExpr *Call) {
  auto Spawn = lostSpawn(TU, Body, Call, Tokens);
  if (!Spawn || !Spawn->Task)
    return;
  TaskOrigin Origin = originOf(TU, Spawn->Task);
  keepTasks(TU, Origin);
  if (AllowIfNoThrow ? !canFail(TU, Origin) : Origin.empty())
    return;
  report(TU, *Spawn, Origin);
}

/// The function whose task can fail, or nullptr if it has none.
static const FunctionDecl *failingTask(TranslationUnit &TU,
                                       const TaskOrigin &Origin) {
  const FunctionDecl *F = nullptr;
  for (const FunctionDecl *Coroutine : Origin.Coroutines)
    if (!F && TU.shared<ExceptionFlow>().failure(Coroutine))
      F = Coroutine;
  if (F || Origin.Opaque.empty())
    F = F ? F : Origin.Coroutines.front();
  else if (const auto *Call = dyn_cast<CallExpr>(Origin.Opaque.front()))
    F = Call->getDirectCallee();
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(Origin.Opaque.front()))
    F = dyn_cast<FunctionDecl>(Ref->getDecl());
  return F;
}

/// The name with quotes of the task that can fail, for messages.
static std::string nameOf(TranslationUnit &TU, const TaskOrigin &Origin) {
  const FunctionDecl *F = failingTask(TU, Origin);
  if (!F || !F->getIdentifier())
    return "this task";
  return ("'" + F->getName() + "'").str();
}

/// Nobody waits, and something can be thrown: the less certain of the two.
static Cause causeOf(TranslationUnit &TU, const LostSpawn &Spawn,
                     const TaskOrigin &Origin) {
  Cause Started = startsWork(TU, Spawn.Parts.Callee, Spawn.Entry);
  const FunctionDecl *F = failingTask(TU, Origin);
  if (!F)
    return Started;
  KnownBy By = TU.shared<ExceptionFlow>().failure(F) ? KnownBy::Body
                                                     : KnownBy::Signature;
  return leastCertain(std::move(Started), letsOut(TU, F, By, "an exception"));
}

void DetachedTaskCheck::report(TranslationUnit &TU, const LostSpawn &Spawn,
                               const TaskOrigin &Origin) {
  SourceLocation Loc = Spawn.Parts.E->getExprLoc();
  if (!firstReportAt(Spawn.Parts.E->getBeginLoc()))
    return;
  std::string Task = nameOf(TU, Origin);
  Cause Why = causeOf(TU, Spawn, Origin);
  switch (Spawn.Why) {
  case LostOutcome::Token:
    diag(Loc,
         "an exception that leaves %0 is lost because the task is detached",
         "pass a completion handler that looks at the exception_ptr, or catch "
         "the exception inside the coroutine",
         Why)
        << Task;
    break;
  case LostOutcome::Handler:
    diag(Loc,
         "an exception that leaves %0 is lost because the completion handler "
         "ignores it",
         "look at the handler's argument, or catch the exception inside the "
         "coroutine",
         Why)
        << Task;
    note(Spawn.By->getExprLoc(), "this handler does not use its argument");
    break;
  case LostOutcome::DroppedHandle:
    diag(Loc,
         "an exception that leaves %0 is lost because the handle of the task "
         "is dropped",
         "keep the handle and wait for the task, or catch the exception inside "
         "the coroutine",
         Why)
        << Task;
    break;
  case LostOutcome::Detached:
    diag(Loc,
         "an exception that leaves %0 is lost because %1 detaches the task",
         "await the task, join it in a scope, or catch the exception inside "
         "the coroutine",
         Why)
        << Task << Spawn.Parts.Callee;
    break;
  }
  noteThrow(TU, Origin);
}

void DetachedTaskCheck::noteThrow(TranslationUnit &TU,
                                  const TaskOrigin &Origin) {
  for (const FunctionDecl *F : Origin.Coroutines)
    if (const ThrowSite *Site = TU.shared<ExceptionFlow>().failure(F))
      return note(Site->Where->getBeginLoc(),
                  "the exception can be thrown here");
}

void DetachedTaskCheck::checkFireAndForget(TranslationUnit &TU,
                                           const Coroutine &C) {
  if (!isFireAndForget(TU, C) ||
      unhandledException(TU, C.promise()) != UnhandledException::Dropped)
    return;
  const FunctionDecl *F = C.function();
  const ThrowSite *Site = TU.shared<ExceptionFlow>().failure(F);
  SourceLocation Loc =
      C.lambda() ? C.lambda()->getBeginLoc() : F->getLocation();
  if ((AllowIfNoThrow && !Site) || !firstReportAt(Loc))
    return;
  diag(Loc,
       "an exception that leaves %select{this coroutine|%1}0 is lost because "
       "'unhandled_exception' of its promise drops it",
       "catch it inside the coroutine, or terminate in 'unhandled_exception'",
       Site ? letsOut(TU, F, KnownBy::Body, "an exception") : byLanguage())
      << (F->getIdentifier() != nullptr) << F->getDeclName();
  if (Site)
    note(Site->Where->getBeginLoc(), "the exception can be thrown here");
}
