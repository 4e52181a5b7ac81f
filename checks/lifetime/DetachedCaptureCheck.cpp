// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DetachedCaptureCheck.h"
#include "analysis/calls/CallNames.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/EndedByOwner.h"
#include "analysis/lifetime/SelfKeeping.h"
#include "analysis/lifetime/ShortLivedCaptures.h"
#include "analysis/lifetime/StartedCallables.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitsForWork.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

void DetachedCaptureCheck::analyze(TranslationUnit &TU) {
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

/// Does the callable set the variable, and the function look at it later? Then
/// it relies on the work being done by then, whatever makes it so.
static bool isResult(TranslationUnit &TU, const FunctionBody &Body,
                     const LambdaExpr *L, const VarDecl *V, const Stmt *Start) {
  bool Sets = false;
  walkExecuted(writtenBody(L->getCallOperator()), [&](const Stmt *S) {
    const Expr *Changed = changedOperand(S);
    Sets |= Changed && variableOf(Changed) == V;
    return !Sets;
  });
  return Sets && llvm::any_of(Body.uses().of(V), [&](const DeclRefExpr *Ref) {
           return !Body.isWithin(Ref, Start) &&
                  !Body.enclosing<LambdaExpr>(Ref) &&
                  TU.sources().isBeforeInTranslationUnit(Start->getEndLoc(),
                                                         Ref->getBeginLoc());
         });
}

/// What the thread that `thread.detach()` lets go was made with: the lambda, or
/// nullptr.
static const LambdaExpr *detachedThread(TranslationUnit &TU,
                                        const CallParts &Call) {
  if (!TU.names().speaksOf(Topic::Detaching, Call.Callee) ||
      !TU.names().in(NameList::Thread, Call.objectClass()))
    return nullptr;
  const Expr *Made = stripValue(Call.Object);
  if (const VarDecl *V = variableOf(Made))
    Made = isa<ParmVarDecl>(V) || !V->getInit() ? nullptr
                                                : stripValue(V->getInit());
  CallParts Construction = callParts(dyn_cast_or_null<CXXConstructExpr>(Made));
  return Construction ? lambdaOf(Construction.arg(1)) : nullptr;
}

/// Does the closure own an object through a shared pointer, or can it ask a
/// weak one whether the object is there?
static bool ownsShared(TranslationUnit &TU, const LambdaExpr *L) {
  return llvm::any_of(
      L->getLambdaClass()->fields(), [&](const FieldDecl *Field) {
        const CXXRecordDecl *R = Field->getType()->getAsCXXRecordDecl();
        return R && (TU.names().in(WordList::SharedOwner, R) ||
                     TU.names().speaksOf(Topic::WeakReference, R));
      });
}

/// Is the lambda a continuation of an awaitable (`task.then(lambda)`), a part
/// of what the call makes (`just() | then(lambda)`), or in the frame of a lazy
/// coroutine (`task<> with(F f)`)? Then it runs when that is awaited. A
/// sender's type does not always name what it was made from, so a call that
/// turns an awaitable and a closure by value into an awaitable counts as well.
static bool livesInAwaitable(TranslationUnit &TU, const CallParts &Call,
                             const LambdaExpr *L) {
  QualType Result = Call.E->getType();
  if (isa<CXXMethodDecl>(Call.Callee) && Call.Object &&
      TU.awaitables().classify(Call.Object->getType()).isAwaitable())
    return TU.awaitables().classify(Result).isAwaitable();
  const AwaitableInfo &Info = TU.awaitables().classify(Result);
  bool Adapts = Info.isAwaitable() && !Info.IsCoroutineType &&
                llvm::any_of(Call.Args, [&](const Expr *A) {
                  return TU.awaitables().classify(A->getType()).isAwaitable();
                });
  if (Adapts || (Info.IsCoroutineType && Info.Start == StartKind::Lazy))
    for (unsigned I = 0;
         I < Call.Args.size() && I < Call.Callee->getNumParams(); ++I)
      if (stripValue(Call.Args[I]) == L)
        return !Call.Callee->getParamDecl(I)->getType()->isReferenceType();
  return classInType(Result, [&](const CXXRecordDecl *R) {
           return R == L->getLambdaClass();
         }) != nullptr;
}

/// Does the function, no coroutine itself, return the awaitable that the call
/// contributes to?
static bool returnsContinuation(TranslationUnit &TU, const FunctionBody &Body,
                                const CallParts &Call) {
  const FunctionDecl *F = Body.function();
  return !TU.coroutine(F) && Body.enclosing<ReturnStmt>(Call.E) &&
         TU.awaitables().classify(F->getReturnType()).isAwaitable() &&
         flowOf(TU, Body, Call.E).Fate == TaskFate::Returned;
}

/// The call that starts the awaitable detached to which \p Call contributes:
/// `start_detached(schedule() | then(lambda))`, or nullptr.
static const CallExpr *startOfAwaitable(TranslationUnit &TU,
                                        const FunctionBody &Body,
                                        const CallParts &Call) {
  if (!Call.E->getType()->isRecordType())
    return nullptr;
  TaskFlow Flow = flowOf(TU, Body, Call.E);
  return Flow.Fate == TaskFate::Spawned && Flow.Sink != Call.E
             ? dyn_cast_or_null<CallExpr>(Flow.Sink)
             : nullptr;
}

void DetachedCaptureCheck::noteCaptured(const VarDecl *V) {
  note(V->getLocation(), V->getType()->isReferenceType()
                             ? "the parameter is declared here"
                             : "the local is declared here");
}

void DetachedCaptureCheck::checkReturned(const FunctionBody &Body,
                                         const LambdaExpr *L,
                                         const CallParts &Call) {
  for (const LambdaCapture &C : L->captures())
    if (const VarDecl *Local = localByReference(C, Body);
        Local && firstReportAt(L->getBeginLoc())) {
      diag(L->getBeginLoc(),
           "the callable captures local %0 by reference, and the function "
           "returns the awaitable that runs it",
           "capture it by value, or let the awaitable own it", byLanguage())
          << Local;
      note(Local->getLocation(), "the local is declared here");
    }
}

void DetachedCaptureCheck::checkComposed(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const CallParts &Call) {
  for (const Expr *A : Call.Args)
    if (const LambdaExpr *L = wrappedLambdaOf(A);
        L && livesInAwaitable(TU, Call, L))
      if (CallParts Start = callParts(startOfAwaitable(TU, Body, Call)))
        checkCallable(TU, Body, L, Start);
}

void DetachedCaptureCheck::checkCall(TranslationUnit &TU,
                                     const FunctionBody &Body,
                                     const CallParts &Call) {
  if (const LambdaExpr *L = detachedThread(TU, Call))
    return checkCallable(TU, Body, L, Call);
  if (returnsContinuation(TU, Body, Call))
    for (const Expr *A : Call.Args)
      if (const auto *L = dyn_cast<LambdaExpr>(stripValue(A));
          L && livesInAwaitable(TU, Call, L))
        checkReturned(Body, L, Call);
  bool Starts = isStarter(TU, Call) ||
                (startsOperation(TU, Call) && !TU.coroutine(Body.function()));
  bool Any = Starts;
  for (unsigned I = 0; I < Call.Args.size(); ++I)
    if (const LambdaExpr *L = wrappedLambdaOf(Call.Args[I])) {
      ArgumentFate Fate =
          Starts ? ArgumentFate::Started : fateOfArgument(TU, Call, I);
      if (Fate == ArgumentFate::Started)
        checkStarted(TU, Body, L, Call);
      else if (Fate == ArgumentFate::Kept)
        checkKept(TU, Body, L, Call);
      Any |= Fate != ArgumentFate::Unknown;
    }
  if (!Any)
    checkComposed(TU, Body, Call);
}

/// The work is started here; the result of the call may tell when it is done.
void DetachedCaptureCheck::checkStarted(TranslationUnit &TU,
                                        const FunctionBody &Body,
                                        const LambdaExpr *L,
                                        const CallParts &Call) {
  if (!isJoinable(TU, Body, Call)) {
    checkCallable(TU, Body, L, Call);
    return;
  }
  if (!Call.E->getType()->isRecordType() || TU.coroutine(Body.function()) ||
      flowOf(TU, Body, Call.E).Fate < TaskFate::Returned)
    return;
  for (const LambdaCapture &C : L->captures())
    if (const VarDecl *V = shortLivedCapture(TU, C, Body);
        V && !waitsAfter(TU, Body, Call.E, V) &&
        firstReportAt(L->getBeginLoc())) {
      diag(L->getBeginLoc(),
           "the callable captures %select{local|parameter}0 %1 by reference, "
           "and the function returns before it is done",
           "capture it by value, or wait for the work",
           startsWork(TU, Call.Callee, spawnEntryOf(TU, Call)))
          << V->getType()->isReferenceType() << V;
      noteCaptured(V);
      note(Call.E->getExprLoc(), "it is started here");
    }
}

/// The callable is put into an object that outlives the function. What the call
/// gives back may take it out again (`auto connection = signal.connect(f)`).
void DetachedCaptureCheck::checkKept(TranslationUnit &TU,
                                     const FunctionBody &Body,
                                     const LambdaExpr *L,
                                     const CallParts &Call) {
  if (Call.E->getType()->isRecordType()) {
    checkStarted(TU, Body, L, Call);
    return;
  }
  for (const LambdaCapture &C : L->captures())
    if (const VarDecl *V = shortLivedCapture(TU, C, Body);
        V && !waitsAfter(TU, Body, Call.E, V) &&
        !isResult(TU, Body, L, V, Call.E) && !isTakenOut(TU, Body, Call) &&
        firstReportAt(L->getBeginLoc())) {
      diag(L->getBeginLoc(),
           "the callable captures %select{local|parameter}0 %1 by reference "
           "and is kept when the function has returned",
           "capture it by value, or take the callable out again",
           usesLater(TU, Call.Callee))
          << V->getType()->isReferenceType() << V;
      noteCaptured(V);
      note(Call.E->getExprLoc(), "it is kept here");
    }
}

void DetachedCaptureCheck::checkCallable(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const LambdaExpr *L,
                                         const CallParts &Call) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Body.function());
  // Another argument, such as the completion handler, lives as long as the
  // work.
  bool Counted = Method && isReferenceCounted(TU, Method->getParent()) &&
                 !mayWaitWhenDestroyed(TU, Method->getParent()) &&
                 !ownsShared(TU, L) && !passesOwner(TU, Call) &&
                 !keepsItself(TU, L->getCallOperator()) &&
                 !startsOperation(TU, Call); // members end theirs when they die
  Cause Why = startsWork(TU, Call.Callee, spawnEntryOf(TU, Call));
  for (const LambdaCapture &C : L->captures()) {
    const VarDecl *Local = localByReference(C, Body);
    bool This = C.capturesThis() && C.getCaptureKind() == LCK_This && Counted;
    const ParmVarDecl *Bound =
        Local || This ? nullptr : shortLivedParameter(TU, C, Body);
    if (!Local && !This && !Bound)
      continue;
    if (waitsAfter(TU, Body, Call.E, Local) ||
        (Local && (isResult(TU, Body, L, Local, Call.E) ||
                   endsBefore(TU, Body, Call, Local))) ||
        !firstReportAt(L->getBeginLoc()))
      continue;
    if (Bound) {
      diag(L->getBeginLoc(),
           "the callable is started detached and captures parameter %0 by "
           "reference, but a call binds it to an object that may be gone when "
           "it runs",
           "capture it by value, or wait for the work", Why)
          << Bound;
      note(Bound->getLocation(), "the parameter is declared here");
    } else if (Local) {
      diag(L->getBeginLoc(),
           "the callable is started detached and captures local %0 by "
           "reference, which may be gone when it runs",
           "capture it by value, or wait for the work", Why)
          << Local;
      note(Local->getLocation(), "the local is declared here");
    } else {
      diag(L->getBeginLoc(),
           "the callable is started detached and captures 'this', but nothing "
           "keeps the object alive",
           "capture 'shared_from_this()' as well", Why);
    }
    note(Call.E->getExprLoc(), "it is started here");
  }
}
