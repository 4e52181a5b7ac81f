// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/CapturingLambdaCheck.h"
#include "analysis/lifetime/CoroutineLambdas.h"
#include "analysis/lifetime/Dangling.h"
#include "analysis/lifetime/UseAfterSuspension.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitsForWork.h"
#include "checks/support/Fixes.h"
#include "model/BodyWalk.h"

#include <clang/Lex/Lexer.h>

using namespace clang;
using namespace async_tidy;

CapturingLambdaCheck::CapturingLambdaCheck(StringRef Name,
                                           tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      WarnOnAnyCapture(Options.get("WarnOnAnyCapture", false)) {}

void CapturingLambdaCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "WarnOnAnyCapture", WarnOnAnyCapture);
}

void CapturingLambdaCheck::analyze(TranslationUnit &TU) {
  if (WarnOnAnyCapture) {
    for (const Coroutine *C : TU.coroutines())
      if (C->lambda() && C->lambda()->capture_size() &&
          firstReportAt(C->lambda()->getBeginLoc()))
        diag(C->lambda()->getBeginLoc(),
             "coroutine lambda has captures, which live in the closure and not "
             "in the coroutine",
             "pass them as parameters", byLanguage());
    return;
  }
  for (const FunctionDecl *F : TU.functions())
    if (!F->isDependentContext())
      checkFunction(TU, F);
}

/// The closure that is called comes out of a function:
/// `handler(root)(request)`, `auto h = handler(root); h(request)`. Its class
/// tells what it is.
static const LambdaExpr *madeElsewhere(TranslationUnit &TU,
                                       const CallParts &Call) {
  const CXXRecordDecl *Class =
      Call.Object ? recordOf(Call.Object->getType()) : nullptr;
  if (!Class || !Class->isLambda())
    return nullptr;
  const VarDecl *V = variableOf(Call.Object);
  bool IsOwn = V ? V->hasLocalStorage() && !V->getType()->isReferenceType()
                 : stripValue(Call.Object)->isPRValue();
  const Coroutine *C = IsOwn ? TU.coroutine(Call.Callee) : nullptr;
  return C ? C->lambda() : nullptr;
}

/// A closure is called: does it outlive the task?
void CapturingLambdaCheck::checkClosureCall(TranslationUnit &TU,
                                            const FunctionBody &Body,
                                            const CallParts &Call) {
  const LambdaExpr *L = Call.Object ? lambdaOf(Call.Object) : nullptr;
  const LambdaExpr *Made = L ? nullptr : madeElsewhere(TU, Call);
  if (Made)
    L = Made;
  const Coroutine *C = L ? closureCoroutine(TU, L, Call.Callee) : nullptr;
  const Stmt *Use = C ? captureUseAfterSuspension(TU, *C) : nullptr;
  if (!Use)
    return;
  BoundArgument Closure;
  Closure.Arg = Call.Object;
  if (variableOf(Call.Object))
    Closure = lifetimeOf(TU, Call.Object);
  else
    Closure.Life = Lifetime::Temporary;
  TaskFlow Flow = flowOf(TU, Body, Call.E);
  // An eager coroutine goes on after its discarded task is gone, unless the
  // task owns the frame. A closure in a local is gone a little later, at the
  // end of its scope, if nothing waits there.
  bool IsLocal = Closure.Life == Lifetime::Local;
  bool RunsOn = Flow.Fate == TaskFate::Discarded &&
                (IsLocal || Closure.Life == Lifetime::Temporary) &&
                runsOnWhenDropped(TU, *C) &&
                !(IsLocal && waitsAfter(TU, Body, Call.E, Closure.Variable));
  if (!RunsOn && judge(TU, Body, Closure, Flow) != Verdict::Dangles &&
      !(Closure.Life == Lifetime::Temporary && isKeptByUnknown(TU, Flow)))
    return;
  StringRef Why =
      IsLocal && RunsOn ? "the task runs on when the closure's scope ends"
      : IsLocal ? "the task leaves the function and the closure does not"
                : "the closure dies at the end of the statement that "
                  "calls it";
  if (Made)
    reportCall(L, Use, Call.E, Why);
  else
    report(TU, L, Use, Call.E, Why);
}

void CapturingLambdaCheck::checkFunction(TranslationUnit &TU,
                                         const FunctionDecl *F) {
  const FunctionBody &Body = bodyOf(TU, F);
  walkFunction(F, [&](const Stmt *S) {
    CallParts Call = callParts(dyn_cast<CallExpr>(S));
    if (!Call)
      return true;
    checkClosureCall(TU, Body, Call);
    // The closure is handed to a function that calls it and forgets it.
    for (const Expr *A : Call.Args)
      if (const LambdaExpr *Handed = dyn_cast<LambdaExpr>(stripValue(A)))
        if (const Coroutine *C = closureCoroutine(TU, Handed, nullptr))
          if (forgetsCallable(TU, Call))
            if (const Stmt *Use = captureUseAfterSuspension(TU, *C))
              report(TU, Handed, Use, Call.E,
                     "the function that calls the closure destroys it "
                     "afterwards");
    return true;
  });
}

void CapturingLambdaCheck::report(TranslationUnit &TU, const LambdaExpr *L,
                                  const Stmt *Use, const Stmt *End,
                                  StringRef Why) {
  if (!firstReportAt(L->getBeginLoc()))
    return;
  {
    DiagnosticBuilder Diag =
        diag(L->getBeginLoc(),
             "coroutine lambda uses its captures after a suspension, but %0",
             TU.context().getLangOpts().CPlusPlus23
                 ? "take the closure by value with 'this auto'"
                 : "pass them as parameters",
             byLanguage());
    Diag << Why;
    if (std::optional<FixItHint> Fix = explicitObjectFix(TU, L))
      Diag << *Fix;
  }
  note(Use->getBeginLoc(),
       "a capture is used here after the coroutine was suspended");
  if (End->getBeginLoc() != L->getBeginLoc())
    note(End->getBeginLoc(), "the closure is called here");
}

/// The lambda of a factory is right where its closure is kept; the mistake is
/// in the call.
void CapturingLambdaCheck::reportCall(const LambdaExpr *L, const Stmt *Use,
                                      const Expr *Call, StringRef Why) {
  if (!firstReportAt(Call->getBeginLoc()))
    return;
  diag(
      Call->getBeginLoc(),
      "the coroutine of this closure uses its captures after a suspension, but "
      "%0",
      "keep the closure until the task is done, or await the call in place",
      byLanguage())
      << Why;
  note(L->getBeginLoc(), "the closure is made here");
  note(Use->getBeginLoc(),
       "a capture is used here after the coroutine was suspended");
}
