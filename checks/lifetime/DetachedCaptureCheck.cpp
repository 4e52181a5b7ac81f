// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DetachedCaptureCheck.h"
#include "analysis/calls/CallNames.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/SelfKeeping.h"
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

/// Does the result of the call, a task, future or handle, let somebody wait for
/// the work? Not if it is detached, or dropped although the work goes on.
static bool isJoinable(TranslationUnit &TU, const FunctionBody &Body,
                       const CallParts &Call) {
  if (!Call.E->getType()->isRecordType())
    return false;
  // The destructor of such a future waits.
  if (calls(TU, Call, NameList::JoinedFuture))
    return true;
  TaskFate Fate = flowOf(TU, Body, Call.E).Fate;
  return Fate != TaskFate::Spawned &&
         (Fate != TaskFate::Discarded ||
          TU.awaitables().classify(Call.E->getType()).Drop !=
              DropEffect::RunsOn);
}

static bool isStarter(TranslationUnit &TU, const CallParts &Call) {
  const SpawnEntry *Spawn = spawnEntryOf(TU, Call);
  // An invoker calls its callable before it returns.
  return Spawn && Spawn->Kind != SpawnKind::Scope &&
         !calls(TU, Call, NameList::Invoker);
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

/// Does the closure own an object through a shared pointer?
static bool ownsShared(TranslationUnit &TU, const LambdaExpr *L) {
  return llvm::any_of(
      L->getLambdaClass()->fields(), [&](const FieldDecl *Field) {
        return TU.names().in(WordList::SharedOwner, recordOf(Field->getType()));
      });
}

/// The function's own local that the capture refers to, or nullptr.
static const VarDecl *localByReference(const LambdaCapture &C,
                                       const FunctionBody &Body) {
  const auto *V = C.capturesVariable() && C.getCaptureKind() == LCK_ByRef
                      ? dyn_cast<VarDecl>(C.getCapturedVar())
                      : nullptr;
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
                 V->getDeclContext() == Body.function()
             ? V
             : nullptr;
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
  bool Operation = startsOperation(TU, Call) && !TU.coroutine(Body.function());
  if (!Operation && !isStarter(TU, Call)) {
    checkComposed(TU, Body, Call);
    return;
  }
  if (isJoinable(TU, Body, Call))
    return;
  for (const Expr *A : Call.Args)
    if (const LambdaExpr *L = wrappedLambdaOf(A))
      checkCallable(TU, Body, L, Call);
}

void DetachedCaptureCheck::checkCallable(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const LambdaExpr *L,
                                         const CallParts &Call) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Body.function());
  // Another argument, such as the completion handler, lives as long as the
  // work.
  bool Counted = Method && isReferenceCounted(TU, Method->getParent()) &&
                 !ownsShared(TU, L) && !passesOwner(TU, Call) &&
                 !keepsItself(TU, L->getCallOperator()) &&
                 !startsOperation(TU, Call); // members end theirs when they die
  Cause Why = startsWork(TU, Call.Callee, spawnEntryOf(TU, Call));
  for (const LambdaCapture &C : L->captures()) {
    const VarDecl *Local = localByReference(C, Body);
    bool This = C.capturesThis() && C.getCaptureKind() == LCK_This && Counted;
    if (!Local && !This)
      continue;
    if (waitsAfter(TU, Body, Call.E, Local) ||
        (Local && isResult(TU, Body, L, Local, Call.E)) ||
        !firstReportAt(L->getBeginLoc()))
      continue;
    if (Local) {
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
