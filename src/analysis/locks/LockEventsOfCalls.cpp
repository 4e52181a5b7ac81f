// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/LockEventsOfCalls.h"
#include "analysis/calls/AcquiringNames.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <clang/AST/Attr.h>

using namespace clang;
using namespace async_tidy;

void LockEventsOfCalls::call(const CallParts &P, LockEventList &Out) {
  if (!P.Callee)
    return;
  if (isa<CXXConstructExpr>(P.E)) {
    argumentsGivenAway(P, Out);
    // The opposite of a guard unlocks in its constructor.
    if (!Types.holdOf(P.E->getType()))
      releasesInside(P, Out);
    return;
  }
  if (annotated(P, Out) || freeFunction(P, Out))
    return;
  if (P.Object) {
    if (P.Callee->getOverloadedOperator() == OO_Equal)
      return assignment(P, Out);
    HoldInfo Info = Types.holdOf(P.Object->getType().getNonReferenceType());
    QualType Object = P.Object->getType();
    if (Object->isPointerType())
      Info = Types.holdOf(Object->getPointeeType());
    if (Info && Info.Shape == HoldShape::Owner)
      return ownerCall(P, Info, Out);
    bool IsGuard = Info && Info.Shape == HoldShape::Guard;
    // `mutex.lockExclusive()` that returns a guard: the guard holds the lock,
    // the temporary or the variable that it becomes.
    if (!IsGuard && Types.holdOf(P.Callee->getReturnType()))
      return;
    if (IsGuard || Types.isThreadMutex(Object) || Types.isAsyncMutex(Object)) {
      guardCall(P, Types.lockCall(P.Callee), Out);
      return;
    }
  }
  argumentsGivenAway(P, Out);
  releasesInside(P, Out);
}

/// A member function of a guard or a mutex.
void LockEventsOfCalls::guardCall(const CallParts &P, LockCall What,
                                  LockEventList &Out) {
  AccessPath Path = lockPath(P.Object);
  QualType T = P.Object->getType();
  T = T->isPointerType() ? T->getPointeeType() : T.getNonReferenceType();
  HoldInfo Info = Types.holdOf(T);
  LockEvent Event(LockEvent::Acquire, Path, P.E);
  Event.Loc = P.E->getBeginLoc();
  Event.IsRaw = !Info;
  Event.Hold = Info ? Info.Kind : HoldKind::Thread;
  if (!Info && Types.isAsyncMutex(T))
    Event.Hold = HoldKind::Async;
  Names &N = TU.names();
  bool LetsGo = What == LockCall::Release ||
                N.speaksOf(Topic::Releasing, P.Callee) ||
                N.speaksOf(Topic::Emptying, P.Callee);
  if (LetsGo) {
    Event.What = LockEvent::Release;
  } else if (N.speaksOf(Topic::Swapping, P.Callee) && P.arg(1)) {
    Event.What = LockEvent::Swap;
    Event.From = lockPath(P.arg(1));
  } else if (What == LockCall::None) {
    // `co_await m.lock()` on a lock that is made for it.
    bool Awaited = Event.Hold == HoldKind::Async && Event.IsRaw &&
                   locksByName(TU, P.Callee) &&
                   Body.enclosing<CoawaitExpr>(P.E);
    if (!Awaited)
      return;
  }
  Out.push_back(Event);
}

/// A member function of optional<guard>, unique_ptr<guard>, vector<guard>.
void LockEventsOfCalls::ownerCall(const CallParts &P, const HoldInfo &Info,
                                  LockEventList &Out) {
  AccessPath Path = lockPath(P.Object);
  Names &N = TU.names();
  LockEvent Model(LockEvent::Acquire, Path.pointee(), P.E);
  Model.Loc = P.E->getBeginLoc();
  Model.Hold = Info.Kind;
  Model.Reason = Info.Reason;
  if (N.speaksOf(Topic::Emptying, P.Callee) ||
      N.speaksOf(Topic::Releasing, P.Callee) ||
      N.speaksOf(Topic::Popping, P.Callee)) {
    Out.push_back(LockEvent(LockEvent::ReleaseAll, Path, P.E));
    if (P.arg(1) && !isa<CXXDefaultArgExpr>(P.arg(1)))
      Init.constructOwner(Path, Info, P, Model, Out);
  } else if (N.speaksOf(Topic::Emplacing, P.Callee)) {
    CallParts Parts = P;
    Parts.Callee = nullptr;
    Init.constructGuard(Path.pointee(), Parts, Model, Out);
  } else if (N.speaksOf(Topic::Pushing, P.Callee) && P.arg(1)) {
    Init.initialise(Path.pointee(), Info.Owned, P.arg(1), Model, Out);
  } else if (N.speaksOf(Topic::Swapping, P.Callee) && P.arg(1)) {
    Model.What = LockEvent::Swap;
    Model.Path = Path;
    Model.From = lockPath(P.arg(1));
    Out.push_back(Model);
  }
}

void LockEventsOfCalls::assignment(const CallParts &P, LockEventList &Out) {
  QualType T = P.Object->getType().getNonReferenceType();
  HoldInfo Info = Types.holdOf(T);
  if (!Info || !P.arg(1))
    return;
  AccessPath Path = lockPath(P.Object);
  Out.push_back(LockEvent(LockEvent::ReleaseAll, Path, P.E));
  LockEvent Model(LockEvent::Acquire, Path, P.E);
  Model.Loc = P.E->getBeginLoc();
  Model.Hold = Info.Kind;
  Model.Reason = Info.Reason;
  if (Info.Shape == HoldShape::Owner) {
    Init.constructOwner(Path, Info, P, Model, Out);
    return;
  }
  // The right side is a temporary that has its own event, or a variable.
  Init.initialise(Path, T, P.arg(1), Model, Out);
}

/// std::lock, std::try_lock, std::swap and the C functions.
bool LockEventsOfCalls::freeFunction(const CallParts &P, LockEventList &Out) {
  if (P.Object || !P.Callee->getIdentifier())
    return false;
  Names &N = TU.names();
  bool Namespaced =
      isa<NamespaceDecl>(P.Callee->getEnclosingNamespaceContext());
  if (Namespaced && N.speaksOf(Topic::Swapping, P.Callee) &&
      P.Args.size() == 2 && Types.holdOf(P.Args[0]->getType())) {
    LockEvent Event(LockEvent::Swap, lockPath(P.Args[0]), P.E);
    Event.From = lockPath(P.Args[1]);
    Event.Loc = P.E->getBeginLoc();
    Out.push_back(Event);
    return true;
  }
  if (Namespaced && N.speaksOf(Topic::Exchanging, P.Callee) &&
      P.Args.size() == 2 && Types.holdOf(P.Args[0]->getType())) {
    // What it gives back is an object of its own.
    Out.push_back(LockEvent(LockEvent::ReleaseAll, lockPath(P.Args[0]), P.E));
    return true;
  }
  LockCall Member = Types.memberNamed(P.Callee->getName());
  bool Several = Namespaced && (Member == LockCall::Acquire ||
                                Member == LockCall::TryAcquire);
  LockCall What = Several ? LockCall::Acquire : Types.lockCall(P.Callee);
  if (What == LockCall::None)
    return false;
  for (const Expr *Arg : P.Args) {
    bool IsMutex = Types.isThreadMutex(Arg->getType());
    HoldInfo Info = Types.holdOf(Arg->getType().getNonReferenceType());
    if (!IsMutex && Info.Kind != HoldKind::Thread)
      continue;
    LockEvent Event(What == LockCall::Release ? LockEvent::Release
                                              : LockEvent::Acquire,
                    lockPath(Arg), P.E);
    Event.Loc = P.E->getBeginLoc();
    Event.IsRaw = IsMutex;
    Out.push_back(Event);
  }
  return true;
}

/// \p Path, which the callee uses, as the caller names it.
AccessPath LockEventsOfCalls::seenFromCall(const AccessPath &Path,
                                           const CallParts &P) {
  const VarDecl *V = Path.variable();
  if (const auto *Param = dyn_cast_or_null<ParmVarDecl>(V)) {
    // A lambda that is called in place names the caller's own parameters too.
    const auto *Owner = dyn_cast<FunctionDecl>(Param->getDeclContext());
    if (Owner &&
        Owner->getCanonicalDecl() == Body.function()->getCanonicalDecl())
      return Path;
    const Expr *Arg = P.arg(Param->getFunctionScopeIndex() + 1);
    if (!Arg)
      return {};
    bool ThroughPointer = Arg->getType()->isPointerType();
    return lockPath(Arg).plus(Path.steps().drop_front(
        ThroughPointer && !Path.steps().empty() ? 1 : 0));
  }
  if (Path.rootKind() != AccessPath::RootKind::This)
    return Path;
  if (const auto *C = dyn_cast<CXXConstructExpr>(P.E)) {
    // A member that the constructor bound to an argument.
    const FunctionDecl *Def = nullptr;
    if (Path.steps().empty() || !C->getConstructor()->isDefined(Def))
      return {};
    for (const CXXCtorInitializer *I : cast<CXXConstructorDecl>(Def)->inits())
      if (I->getAnyMember() &&
          I->getAnyMember()->getCanonicalDecl() == Path.steps().front().Id)
        if (AccessPath Bound = pathOf(TU, I->getInit());
            Bound.rootKind() == AccessPath::RootKind::Variable)
          return seenFromCall(Bound, P);
    return {};
  }
  const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
  if (!P.Object || (M && M->getParent()->isLambda()))
    return Path; // a lambda's `this` is the caller's
  // Not seenFrom(): a lock that is only known as text is a lock, too.
  return lockPath(P.Object).plus(Path.steps());
}

/// Functions that clang's thread safety attributes describe.
bool LockEventsOfCalls::annotated(const CallParts &P, LockEventList &Out) {
  auto Each = [&](auto *A, LockEvent::Kind What) {
    for (const Expr *Lock : A->args()) {
      LockEvent Event(What, seenFromCall(pathOf(TU, Lock), P), P.E);
      Event.Loc = P.E->getBeginLoc();
      Event.IsRaw = true;
      if (Event.Path)
        Out.push_back(Event);
    }
  };
  size_t Before = Out.size();
  if (const auto *A = P.Callee->getAttr<AcquireCapabilityAttr>())
    Each(A, LockEvent::Acquire);
  if (const auto *A = P.Callee->getAttr<ReleaseCapabilityAttr>())
    Each(A, LockEvent::Release);
  return Out.size() != Before;
}

/// Guards that are moved into an argument belong to the callee.
void LockEventsOfCalls::argumentsGivenAway(const CallParts &P,
                                           LockEventList &Out) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(P.E);
  if (Construct && Construct->getConstructor()->isCopyOrMoveConstructor()) {
    if (!Types.holdOf(Construct->getType()))
      return;
    // A parameter, unless the new object is one that has events of its own.
    const Stmt *Parent = Body.parent(P.E);
    while (Parent && isa<CXXBindTemporaryExpr, ImplicitCastExpr, ParenExpr,
                         ExprWithCleanups, CXXFunctionalCastExpr>(Parent))
      Parent = Body.parent(Parent);
    bool IsArgument = isa_and_nonnull<CallExpr, CXXConstructExpr>(Parent);
    if (AccessPath Path = pathOf(TU, P.arg(1)); Path && IsArgument)
      Out.push_back(LockEvent(LockEvent::ReleaseAll, Path, P.E));
    return;
  }
  if (!P.Callee || (Construct && Types.holdOf(Construct->getType())))
    return;
  for (unsigned I = 0; I < P.Args.size(); ++I) {
    const Expr *Arg = P.Args[I];
    if (!Arg->isXValue() || !Types.holdOf(Arg->getType()) ||
        stripValue(Arg) == Arg->IgnoreParenImpCasts())
      continue;
    if (AccessPath Path = pathOf(TU, Arg))
      Out.push_back(LockEvent(LockEvent::ReleaseAll, Path, P.E));
  }
}

/// A helper or a lambda called in place that unlocks what it is given.
void LockEventsOfCalls::releasesInside(const CallParts &P, LockEventList &Out) {
  const FunctionDecl *F = executedFunction(TU, P);
  if (!F || isOfStd(F) || TU.coroutine(F))
    return;
  releasesIn(
      writtenBody(F), P.E,
      [&](const AccessPath &Path) { return seenFromCall(Path, P); }, Out);
}

void LockEventsOfCalls::releasesIn(
    const Stmt *Code, const Expr *Site,
    llvm::function_ref<AccessPath(const AccessPath &)> AsSeenHere,
    LockEventList &Out) {
  walkExecuted(Code, [&](const Stmt *S) {
    CallParts Inner = callParts(dyn_cast<Expr>(S));
    if (!Inner || !Inner.Callee)
      return true;
    LockCall What = Types.lockCall(Inner.Callee);
    const Expr *Lock = Inner.Object ? Inner.Object : Inner.arg(1);
    if (What != LockCall::Release || !Lock)
      return true;
    if (AccessPath Path = AsSeenHere(pathOf(TU, Lock)))
      Out.push_back(LockEvent(LockEvent::Release, Path, Site));
    return true;
  });
}
