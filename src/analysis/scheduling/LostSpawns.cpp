// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/LostSpawns.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/flow/ValueUse.h"
#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/syntax/Values.h"
#include "model/Annotations.h"
#include "model/Promise.h"

#include <clang/AST/Attr.h>

using namespace clang;
using namespace async_tidy;

/// Does a failure show itself without anybody asking?
static bool isLoud(ExceptionFate Fate) {
  return Fate == ExceptionFate::Terminates || Fate == ExceptionFate::Rethrown ||
         Fate == ExceptionFate::Logged || Fate == ExceptionFate::Handled;
}

static bool isTask(TranslationUnit &TU, const Expr *E) {
  if (!E || E->isTypeDependent() || E->getType()->isPointerType())
    return false;
  const AwaitableInfo &Info = TU.awaitables().classify(E->getType());
  return Info.IsCoroutineType && !Info.IsGenerator;
}

/// A task, or a handle that is awaited for a task's outcome (`join_handle`).
static bool isTaskOrHandle(TranslationUnit &TU, const Expr *E, bool HandleToo) {
  return isTask(TU, E) ||
         (HandleToo && !E->isTypeDependent() &&
          !E->getType()->isPointerType() &&
          TU.awaitables().classify(E->getType()).isAwaitable());
}

/// Is the value of \p Call dropped: the statement ends, or it initialises a
/// local variable that nothing reads?
static bool isDropped(TranslationUnit &TU, const FunctionBody &Body,
                      const CallExpr *Call) {
  ValueUseInfo Use = useOfValue(Body, Call);
  if (Use.Kind == ValueUse::Discarded)
    return true;
  const VarDecl *V = Use.Variable;
  if (Use.Kind != ValueUse::Stored || !V || V->isInitCapture() ||
      !V->isLocalVarDecl() || V->hasAttr<UnusedAttr>() ||
      V->getType()->isReferenceType() || isa<DecompositionDecl>(V))
    return false;
  // A task in a variable is the matter of async-unawaited-local.
  return !TU.awaitables().classify(V->getType()).isAwaitable() &&
         !mentions(Body.function(), V);
}

/// A handle whose drop ends or waits for the work, or a task that has not
/// started: not a lost outcome.
static bool isHarmlessHandle(TranslationUnit &TU, QualType T) {
  if (T->isVoidType())
    return false;
  const AwaitableInfo &Info = TU.awaitables().classify(T);
  return (Info.isAwaitable() && Info.Start == StartKind::Lazy) ||
         Info.Drop == DropEffect::Cancelled ||
         Info.Drop == DropEffect::Joined ||
         Info.Drop == DropEffect::Terminates ||
         Info.Drop == DropEffect::NeverRuns;
}

namespace {

/// Judges one spawning call.
class SpawnJudge {
public:
  SpawnJudge(TranslationUnit &TU, const FunctionBody &Body,
             const llvm::StringSet<> &MoreTokens)
      : TU(TU), Body(Body), MoreTokens(MoreTokens) {}

  std::optional<LostSpawn> judge(const CallExpr *Call);

private:
  bool byToken(LostSpawn &Spawn);
  bool byCallback(LostSpawn &Spawn);
  bool byMember(LostSpawn &Spawn);
  bool dropsOutcome(QualType Token);
  bool isDroppedHandle(const LostSpawn &Spawn) {
    return isDropped(TU, Body, cast<CallExpr>(Spawn.Parts.E)) &&
           !isHarmlessHandle(TU, Spawn.Parts.E->getType());
  }

  TranslationUnit &TU;
  const FunctionBody &Body;
  const llvm::StringSet<> &MoreTokens;
};

} // namespace

bool SpawnJudge::dropsOutcome(QualType Token) {
  return classInType(Token, [&](const CXXRecordDecl *R) {
    return TU.names().in(NameList::DetachToken, R) ||
           (!MoreTokens.empty() &&
            MoreTokens.contains(TU.names().qualified(R)));
  });
}

/// The completion token decides.
bool SpawnJudge::byToken(LostSpawn &Spawn) {
  for (unsigned I = 1; I <= Spawn.Parts.Args.size(); ++I) {
    const Expr *Arg = Spawn.Parts.arg(I);
    if (I == Spawn.Entry->Task || I == Spawn.Entry->Executor)
      continue;
    Spawn.By = Arg;
    if (dropsOutcome(Arg->getType())) {
      Spawn.Why = LostOutcome::Token;
      return true;
    }
    if (typeMentions(TU.names(), NameList::FutureToken, Arg->getType())) {
      Spawn.Why = LostOutcome::DroppedHandle;
      return isDroppedHandle(Spawn);
    }
    if (ignoresFailure(handlerFunction(Arg))) {
      Spawn.Why = LostOutcome::Handler;
      return true;
    }
  }
  return false;
}

/// `task.start(callback)`: the callback is given the outcome.
bool SpawnJudge::byCallback(LostSpawn &Spawn) {
  for (const Expr *Arg : Spawn.Parts.Args) {
    if (!ignoresArguments(handlerFunction(Arg)))
      continue;
    Spawn.By = Arg;
    Spawn.Why = LostOutcome::Handler;
    return true;
  }
  return false;
}

/// A function, a closure, or an object with a call operator.
static bool isCallable(const Expr *E) {
  QualType T = E->getType().getNonReferenceType();
  if (T->isFunctionType() || T->isFunctionPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  DeclarationName Call =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  return R->isLambda() || !R->lookup(Call).empty();
}

/// `.detach()` and `.start()` of a coroutine type that no library describes.
bool SpawnJudge::byMember(LostSpawn &Spawn) {
  const CallParts &Parts = Spawn.Parts;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Parts.Callee);
  bool Detaches = TU.names().speaksOf(Topic::Detaching, M);
  if ((!Detaches && !TU.names().speaksOf(Topic::Starting, M)) ||
      !Parts.Object || !isTaskOrHandle(TU, Parts.Object, Detaches))
    return false;
  const AwaitableInfo &Info = TU.awaitables().classify(Parts.Object->getType());
  if (unhandledException(TU, Info.Promise) == UnhandledException::Loud ||
      (Info.Entry && isLoud(Info.Entry->Exception)))
    return false;
  Spawn.Task = Parts.Object;
  if (Detaches) {
    // `task.detach([](exception &&e) { … })`: the handler decides.
    if (llvm::any_of(Parts.Args, isCallable))
      return byCallback(Spawn);
    Spawn.Why = LostOutcome::Detached;
    return Parts.E->getType()->isVoidType() || isDroppedHandle(Spawn);
  }
  if (byCallback(Spawn))
    return true;
  // A named task is still there to be awaited; only a temporary is lost.
  // A handle that is awaitable is the matter of async-discarded-awaitable.
  Spawn.Why = LostOutcome::DroppedHandle;
  QualType Result = Parts.E->getType();
  return Parts.Args.empty() && isa<CallExpr>(stripValue(Parts.Object)) &&
         (Result->isVoidType() ||
          (!TU.awaitables().classify(Result).isAwaitable() &&
           isDroppedHandle(Spawn)));
}

std::optional<LostSpawn> SpawnJudge::judge(const CallExpr *Call) {
  LostSpawn Spawn;
  Spawn.Parts = callParts(Call);
  if (!Spawn.Parts.Callee || Call->isTypeDependent() ||
      calls(TU, Spawn.Parts, NameList::Join))
    return std::nullopt;
  Spawn.Entry = spawnEntryOf(TU, Spawn.Parts);
  if (!Spawn.Entry && !declaredDetaching(Spawn.Parts.Callee))
    return byMember(Spawn) ? std::optional(Spawn) : std::nullopt;
  unsigned Position = Spawn.Entry ? Spawn.Entry->Task : 1;
  Spawn.Task = Position == 0 ? Spawn.Parts.Object : Spawn.Parts.arg(Position);
  Spawn.Why = LostOutcome::Detached;
  if (!Spawn.Entry)
    return Spawn.Task ? std::optional(Spawn) : std::nullopt;
  bool Loud = isLoud(Spawn.Entry->Exception);
  switch (Spawn.Entry->Kind) {
  case SpawnKind::Token:
    if (!Loud && byToken(Spawn))
      return Spawn;
    break;
  case SpawnKind::Callback:
    if (Position == 0 && byCallback(Spawn))
      return Spawn;
    break;
  case SpawnKind::Detach:
    // `promise.detach([](Exception &&) {})`: the handler decides. One that does
    // anything at all has been told.
    if (Spawn.Entry->Exception == ExceptionFate::Handled && Spawn.Task &&
        byCallback(Spawn) && hasEmptyBody(handlerFunction(Spawn.By)))
      return Spawn;
    if (!Loud && Spawn.Task)
      return Spawn;
    break;
  case SpawnKind::Handle:
    // An overload without a handle gives the outcome to a callback.
    if (Call->getType()->isVoidType()) {
      if (!Loud && byCallback(Spawn))
        return Spawn;
      break;
    }
    Spawn.Why = LostOutcome::DroppedHandle;
    if (!Loud && isDroppedHandle(Spawn))
      return Spawn;
    break;
  case SpawnKind::Scope:
    break;
  }
  return std::nullopt;
}

std::optional<LostSpawn>
async_tidy::lostSpawn(TranslationUnit &TU, const FunctionBody &Body,
                      const CallExpr *Call,
                      const llvm::StringSet<> &MoreTokens) {
  return SpawnJudge(TU, Body, MoreTokens).judge(Call);
}
