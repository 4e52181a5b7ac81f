// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/cancellation/SwallowedCancellationCheck.h"
#include "analysis/errors/AfterFailure.h"
#include "analysis/errors/AnsweredFailure.h"
#include "analysis/errors/CatchHandlers.h"
#include "analysis/errors/ErrorResults.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

SwallowedCancellationCheck::SwallowedCancellationCheck(
    StringRef Name, tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      More{nameList("CancellationExceptions").qualified(),
           nameList("CancellationChecks").qualified(),
           nameList("AbortedErrorCodes").qualified()} {}

void SwallowedCancellationCheck::analyze(TranslationUnit &TU) {
  std::optional<CancellationModel> Model;
  for (const Coroutine *C : TU.coroutines()) {
    if (!C->canSuspend())
      continue;
    if (!Model)
      Model.emplace(TU, More);
    walkExecuted(C->body(), [&](const Stmt *S) {
      if (const auto *Try = dyn_cast<CXXTryStmt>(S))
        checkTry(TU, *Model, *C, Try);
      return true;
    });
    for (const SuspensionPoint &P : C->suspensions())
      if (P.MaySuspend)
        checkErrorCode(TU, *Model, *C, P);
  }
}

/// Is the cancellation of \p P caught by a try block inside \p Outer and not
/// rethrown there?
static bool isCaughtInside(TranslationUnit &TU, const FunctionBody &Body,
                           const SuspensionPoint &P, const CXXTryStmt *Outer,
                           const CancellationKind &Kind) {
  const Stmt *Child = P.E;
  for (const Stmt *S = Body.parent(Child); S && S != Outer;
       Child = S, S = Body.parent(S)) {
    const auto *Try = dyn_cast<CXXTryStmt>(S);
    if (!Try || Try->getTryBlock() != Child)
      continue;
    const CXXCatchStmt *Handler = firstHandler(
        Try, [&](QualType Caught) { return Kind.isCaughtBy(Caught); });
    if (!Handler)
      continue;
    HandlerFacts Facts = factsOf(TU, Body, Handler);
    if (!Facts.Rethrows && !Facts.Throws)
      return true;
  }
  return false;
}

/// Is the handler part of a macro of another file, as the assertions of test
/// frameworks have them? The coroutine's author neither wrote it nor can change
/// it, and it reports what it catches.
static bool isForeign(TranslationUnit &TU, const CXXCatchStmt *Handler) {
  SourceLocation Loc = Handler->getCatchLoc();
  const SourceManager &SM = TU.sources();
  return Loc.isMacroID() && SM.getFileID(SM.getSpellingLoc(Loc)) !=
                                SM.getFileID(SM.getExpansionLoc(Loc));
}

/// Does the handler name the class that means cancellation?
static bool isExactly(const CXXCatchStmt *Handler,
                      const CancellationKind &Kind) {
  const CXXRecordDecl *Caught = recordOf(Handler->getCaughtType());
  return Caught && Kind.Class && !Kind.IsCarrier &&
         Caught->getCanonicalDecl() == Kind.Class->getCanonicalDecl();
}

/// Has the author thought of cancellation in this `try`: does a handler that
/// names its class rethrow it or end the coroutine? A library can have several
/// such classes, of which only one comes out of what is awaited here.
static bool letsCancellationGo(TranslationUnit &TU,
                               const CancellationModel &Model,
                               const Coroutine &C, const CXXTryStmt *Try,
                               ArrayRef<CancellationKind> Kinds) {
  const FunctionBody &Body = bodyOf(TU, C.function());
  return llvm::any_of(Kinds, [&](const CancellationKind &Kind) {
    const CXXCatchStmt *Handler = firstHandler(
        Try, [&](QualType Caught) { return Kind.isCaughtBy(Caught); });
    if (!Handler || !isExactly(Handler, Kind))
      return false;
    HandlerFacts Facts = factsOf(TU, Body, Handler);
    FailureFacts Failure{Facts.Sets};
    return Facts.Rethrows || Facts.PassesOn ||
           AfterFailure(TU, C, Model, Failure).afterHandler(Handler).empty();
  });
}

void SwallowedCancellationCheck::checkTry(TranslationUnit &TU,
                                          const CancellationModel &Model,
                                          const Coroutine &C,
                                          const CXXTryStmt *Try) {
  auto Points = suspensionsIn(Try->getTryBlock(), TU.context());
  llvm::erase_if(Points, [&](const SuspensionPoint &P) {
    return !TU.shared<ExceptionFlow>().awaitCanThrow(P);
  });
  if (Points.empty())
    return;
  const FunctionBody &Body = bodyOf(TU, C.function());
  llvm::SmallPtrSet<const CXXCatchStmt *, 4> Seen;
  std::vector<CancellationKind> Kinds = Model.inSight(C, Points);
  bool LetsGo = letsCancellationGo(TU, Model, C, Try, Kinds);
  for (const CancellationKind &Kind : Kinds) {
    const auto *From = llvm::find_if(Points, [&](const SuspensionPoint &P) {
      return !isCaughtInside(TU, Body, P, Try, Kind) &&
             Model.canDeliver(P, Kind);
    });
    const CXXCatchStmt *Handler = firstHandler(
        Try, [&](QualType Caught) { return Kind.isCaughtBy(Caught); });
    if (From == Points.end() || !Handler || isForeign(TU, Handler) ||
        (LetsGo && !isExactly(Handler, Kind)) || !Seen.insert(Handler).second)
      continue;
    HandlerFacts Facts = factsOf(TU, Body, Handler);
    // Which path throws is asked below, if there is a control-flow graph.
    if (Facts.Rethrows || Facts.PassesOn || Facts.Asserts ||
        (Facts.Throws && !Body.cfg()))
      continue;
    if (Facts.Exception)
      Facts.Sets.insert(Facts.Exception);
    FailureFacts Failure{Facts.Sets};
    Failure.TellsByCode = Kind.IsCarrier && !Kind.Code.empty();
    AfterFailure After(TU, C, Model, Failure);
    AfterFailure::Reached Next = After.afterHandler(Handler);
    if (Next.empty() || isToldAtEnd(Body, After, Facts, Next) ||
        (!isExactly(Handler, Kind) && isFailureOfOne(TU, C, Try, Points, Next)))
      continue;
    report(TU, Handler, Kind, *From, Next.front());
  }
}

/// Cancellation comes out of what is awaited. A coroutine whose body the unit
/// shows is seen to let it out; of anything else only the type is known.
static Cause causeOf(TranslationUnit &TU, const CancellationKind &Kind,
                     const SuspensionPoint &From) {
  std::string What = "cancellation ('" + Kind.Name + "')";
  CallParts Awaited =
      callParts(From.Operand ? stripValue(From.Operand) : nullptr);
  const FunctionDecl *Def = nullptr;
  if (Awaited && Awaited.Callee)
    return letsOut(TU, Awaited.Callee,
                   Awaited.Callee->isDefined(Def) && TU.coroutine(Def)
                       ? KnownBy::Body
                       : KnownBy::Signature,
                   What);
  return letsOut(TU, From.Operand ? recordOf(From.Operand->getType()) : nullptr,
                 KnownBy::Signature, What);
}

void SwallowedCancellationCheck::report(TranslationUnit &TU,
                                        const CXXCatchStmt *Handler,
                                        const CancellationKind &Kind,
                                        const SuspensionPoint &From,
                                        const Expr *Next) {
  SourceLocation Loc = Handler->getCatchLoc();
  if (!firstReportAt(Loc))
    return;
  Cause Why = causeOf(TU, Kind, From);
  if (Kind.IsCarrier && !Kind.Code.empty())
    diag(Loc,
         "this handler also catches cancellation ('%0' with '%1'), and the "
         "coroutine goes on",
         "test for the code, and rethrow it or leave the coroutine",
         std::move(Why))
        << Kind.Name << Kind.Code;
  else if (isExactly(Handler, Kind))
    diag(Loc,
         "this handler swallows cancellation ('%0'), and the coroutine goes on",
         "rethrow it, or leave the coroutine", std::move(Why))
        << Kind.Name;
  else
    diag(Loc,
         "this handler also catches cancellation ('%0'), and the coroutine "
         "goes on",
         "rethrow it here, or in a handler of its own before this one",
         std::move(Why))
        << Kind.Name;
  if (Next == From.E)
    return note(From.location(), "an operation that can be cancelled is "
                                 "awaited here, and again after the handler");
  note(From.location(), "an operation that can be cancelled is awaited here");
  note(Next->getExprLoc(), "the coroutine goes on to suspend here");
}

/// Operations whose cancellation is the usual way to be woken.
static bool isExpectedToBeCancelled(TranslationUnit &TU,
                                    const FunctionDecl *Operation) {
  return TU.names().speaksOf(Topic::CancellableWait, Operation) ||
         isCleanupOperation(TU, Operation);
}

void SwallowedCancellationCheck::checkErrorCode(TranslationUnit &TU,
                                                const CancellationModel &Model,
                                                const Coroutine &C,
                                                const SuspensionPoint &P) {
  const FunctionBody &Body = bodyOf(TU, C.function());
  auto Result = errorResultOf(TU, Body, P);
  if (!Result || Result->Escapes ||
      Result->Library->Cancellation.Codes.empty() ||
      isExpectedToBeCancelled(TU, Result->Operation))
    return;
  auto Tells = Result->Variables;
  Tells.insert(Result->Values.begin(), Result->Values.end());
  FailureFacts Failure{Tells};
  Failure.Errors = &Result->Variables;
  Failure.ThrowingAwaitsLeave = true;
  AfterFailure After(TU, C, Model, Failure);
  if (!After.returnsTo(P.E) || isFailureOfOne(TU, C, P.E, P, P.E) ||
      !firstReportAt(P.location()))
    return;
  StringRef Code = StringRef(Result->Library->Cancellation.Codes.front())
                       .rsplit("::")
                       .second;
  diag(P.location(),
       "%0 can end with '%1' here, and the loop goes on whatever the error "
       "code is",
       "test the error code, and leave the loop",
       letsOut(TU, Result->Operation, KnownBy::LibraryFile,
               "the error '" + Code.str() + "'"))
      << Result->Operation->getDeclName() << Code;
}
