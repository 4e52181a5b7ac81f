// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an initialiser makes of a guard, or of an object that has one inside.

#include "analysis/locks/LockEvents.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Constants.h"
#include "analysis/syntax/Values.h"
#include "model/Limits.h"

#include <clang/AST/Attr.h>
#include <llvm/Support/SaveAndRestore.h>

using namespace clang;
using namespace async_tidy;

/// The expression that creates or names the object of the prvalue \p E.
static const Expr *createdBy(const Expr *E) {
  return stripValue(E, Through::Defaults);
}

/// For objects within objects; deeper ones are assumed not to lock.

enum class LockTag { None, Adopt, Defer, Try };

/// The tag by which a guard's constructor is told what to do: std::defer_lock
/// and the like, of any library.
static LockTag tagOf(TranslationUnit &TU, const Expr *E) {
  const CXXRecordDecl *R = recordOf(E->getType());
  Names &N = TU.names();
  if (N.speaksOf(Topic::AdoptingLock, R))
    return LockTag::Adopt;
  if (N.speaksOf(Topic::DeferringLock, R))
    return LockTag::Defer;
  return N.speaksOf(Topic::TryingLock, R) ? LockTag::Try : LockTag::None;
}

AccessPath async_tidy::lockPathOf(TranslationUnit &TU, const Expr *E) {
  bool IsPointer = E->getType()->isPointerType();
  if (AccessPath P = IsPointer ? pathOfPointee(TU, E) : pathOf(TU, E))
    return P;
  return AccessPath::ofText(E->IgnoreParenImpCasts(), TU.context());
}

void LockEventsOfInit::constructGuard(const AccessPath &P,
                                      const CallParts &Parts,
                                      const LockEvent &Model,
                                      LockEventList &Out) {
  LockEvent Event = Model;
  Event.Path = P;
  if (Strict) {
    Out.push_back(Event);
    return;
  }
  bool Adopts = false;
  for (const Expr *Arg : Parts.Args) {
    LockTag Tag = tagOf(TU, Arg);
    if (Tag == LockTag::Defer)
      return;
    Adopts |= Tag == LockTag::Adopt;
    if (Types.isAsyncMutex(Arg->getType()))
      Event.Hold = HoldKind::Async;
  }
  const FunctionDecl *Ctor = Parts.Callee;
  if (Adopts) {
    for (const Expr *Arg : Parts.Args)
      if (tagOf(TU, Arg) == LockTag::None)
        Out.push_back(LockEvent(LockEvent::Release, lockPath(Arg), Parts.E));
    Out.push_back(Event);
    return;
  }
  bool HasArgs = false;
  for (const Expr *Arg : Parts.Args)
    HasArgs |= !isa<CXXDefaultArgExpr>(Arg);
  if (!Parts.Args.empty() && isNullPointer(Parts.Args[0], Ctx))
    return;
  bool Hostile = Event.Hold == HoldKind::Hostile;
  if (Ctor && Ctor->hasAttr<ReleaseCapabilityAttr>() && HasArgs) {
    Out.push_back(
        LockEvent(LockEvent::Release, lockPath(Parts.Args[0]), Parts.E));
    return;
  }
  // What the compiler writes says nothing about locking.
  bool Visible =
      Ctor && Ctor->isUserProvided() && Ctor->hasBody() && !isOfStd(Ctor);
  if (!Hostile && Visible && !Ctor->hasAttr<AcquireCapabilityAttr>()) {
    bool Locks = Types.bodyCalls(Ctor, LockCall::Acquire) ||
                 Types.bodyCalls(Ctor, LockCall::TryAcquire);
    if (Types.bodyCalls(Ctor, LockCall::Release) && !Locks && HasArgs) {
      // The opposite of a guard: unlocks now, locks again in the destructor.
      Out.push_back(
          LockEvent(LockEvent::Release, lockPath(Parts.Args[0]), Parts.E));
      return;
    }
    if (!HasArgs && !Locks)
      return;
  } else if (!Hostile && !HasArgs && Ctor &&
             !Ctor->hasAttr<AcquireCapabilityAttr>()) {
    const auto *M = dyn_cast<CXXMethodDecl>(Ctor);
    // Without a mutex nothing is locked, unless the class says nothing at all
    // about its constructor and is a lock by attribute.
    if (!M || !M->getParent()->hasAttr<ScopedLockableAttr>())
      return;
  }
  Out.push_back(Event);
}

void LockEventsOfInit::constructOwner(const AccessPath &P, const HoldInfo &Info,
                                      const CallParts &Parts,
                                      const LockEvent &Model,
                                      LockEventList &Out) {
  if (Parts.Args.empty() || isNullopt(TU, Parts.Args[0]) ||
      isNullPointer(Parts.Args[0], Ctx))
    return;
  const Expr *First = createdBy(Parts.Args[0]);
  AccessPath Owned = P.pointee();
  if (const auto *New = dyn_cast<CXXNewExpr>(First)) {
    if (const Expr *Init = New->getInitializer())
      initialise(Owned, Info.Owned, Init, Model, Out);
    return;
  }
  if (TU.names().in(WordList::InPlaceTag, recordOf(First->getType()))) {
    CallParts Rest = Parts;
    Rest.Args.erase(Rest.Args.begin());
    Rest.Callee = nullptr;
    constructGuard(Owned, Rest, Model, Out);
    return;
  }
  if (HoldInfo Same = Types.holdOf(First->getType());
      Same && Same.Shape == HoldShape::Guard)
    return initialise(Owned, First->getType(), Parts.Args[0], Model, Out);
  LockEvent Event = Model;
  Event.Path = Owned;
  Out.push_back(Event);
}

void LockEventsOfInit::initialiseList(const AccessPath &P,
                                      const CXXRecordDecl *R,
                                      ArrayRef<Expr *> Inits,
                                      const LockEvent &Model,
                                      LockEventList &Out) {
  if (!R)
    return;
  unsigned Index = 0;
  for (const CXXBaseSpecifier &Base : R->bases()) {
    if (Index >= Inits.size())
      return;
    initialise(P, Base.getType(), Inits[Index++], Model, Out);
  }
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (Index >= Inits.size())
      return;
    initialise(P.field(F), F->getType(), Inits[Index++], Model, Out);
  }
}

/// An object with a guard inside, by what its constructor does with it.
void LockEventsOfInit::constructMembers(const AccessPath &P,
                                        const CXXConstructExpr *C,
                                        const LockEvent &Model,
                                        LockEventList &Out) {
  const FunctionDecl *Def = nullptr;
  const CXXConstructorDecl *Ctor = C->getConstructor();
  if (!Ctor->isDefined(Def)) {
    // Not visible. A guard without a default constructor locks for certain.
    if (C->getNumArgs() > 0 && !Ctor->isImplicit()) {
      LockEvent Event = Model;
      Event.Path = P;
      Out.push_back(Event);
    }
    return;
  }
  LockEventList Inner;
  for (const CXXCtorInitializer *Init :
       cast<CXXConstructorDecl>(Def)->inits()) {
    if (const FieldDecl *F = Init->getAnyMember())
      initialise(P.field(F), F->getType(), Init->getInit(), Model, Inner);
    else if (Init->isBaseInitializer())
      initialise(P, QualType(Init->getBaseClass(), 0), Init->getInit(), Model,
                 Inner);
    else if (Init->isDelegatingInitializer())
      initialise(P, C->getType(), Init->getInit(), Model, Inner);
  }
  // Paths of the constructor's own parameters mean nothing to the caller: the
  // member is taken to be held.
  for (LockEvent &E : Inner) {
    if (E.What == LockEvent::Transfer) {
      E.What = LockEvent::Acquire;
      E.From = AccessPath();
    }
    if (E.What == LockEvent::Acquire)
      Out.push_back(E);
  }
}

void LockEventsOfInit::construct(const AccessPath &P, const HoldInfo &Info,
                                 const CXXConstructExpr *C,
                                 const LockEvent &Model, LockEventList &Out) {
  const CXXConstructorDecl *Ctor = C->getConstructor();
  if (Ctor->isCopyOrMoveConstructor() && C->getNumArgs() >= 1) {
    const Expr *Source = C->getArg(0);
    if (AccessPath From = pathOf(TU, Source)) {
      LockEvent Event = Model;
      Event.What = LockEvent::Transfer;
      Event.Path = P;
      Event.From = From;
      Out.push_back(Event);
      return;
    }
    return initialise(P, C->getType(), Source, Model, Out);
  }
  CallParts Parts = callParts(C);
  if (Info.Shape == HoldShape::Guard)
    return constructGuard(P, Parts, Model, Out);
  if (Info.Shape == HoldShape::Owner)
    return constructOwner(P, Info, Parts, Model, Out);
  constructMembers(P, C, Model, Out);
}

static bool isMaker(TranslationUnit &TU, const FunctionDecl *F) {
  return F && F->getIdentifier() &&
         TU.names().speaksOf(Topic::Making, firstWord(F->getName()));
}

void LockEventsOfInit::initialise(const AccessPath &P, QualType T,
                                  const Expr *Init, const LockEvent &Model,
                                  LockEventList &Out) {
  HoldInfo Info = Types.holdOf(T);
  const Expr *E = createdBy(Init);
  // A constructor that delegates to itself, an owner that makes the next of its
  // kind: initialisers need not end.
  if (!Info || !E)
    return;
  if (Depth >= TU.limit(limits::InitialisersOfLocks))
    return TU.gaveUp(limits::InitialisersOfLocks, Body.function());
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  LockEvent Event = Model;
  Event.What = LockEvent::Acquire;
  Event.Hold = Info.Kind;
  Event.Reason = Info.Reason;
  Event.Path = P;
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(E)) {
    // What an await hands out was made to be held by a coroutine.
    Event.Hold = HoldKind::Async;
    Out.push_back(Event);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    construct(P, Info, C, Event, Out);
  } else if (const auto *L = dyn_cast<InitListExpr>(E)) {
    if (Info.Shape == HoldShape::Members)
      initialiseList(P, objectClass(T), L->inits(), Event, Out);
    else if (Info.Kind == HoldKind::Hostile)
      Out.push_back(Event); // an aggregate is alive once it is initialised
    else if (L->getNumInits() == 1)
      initialise(P, T, L->getInit(0), Event, Out);
  } else if (const auto *L = dyn_cast<CXXParenListInitExpr>(E)) {
    initialiseList(P, objectClass(T),
                   const_cast<CXXParenListInitExpr *>(L)->getInitExprs(), Event,
                   Out);
  } else if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    SmallVector<Expr *, 4> Inits(
        const_cast<LambdaExpr *>(L)->capture_init_begin(),
        const_cast<LambdaExpr *>(L)->capture_init_end());
    initialiseList(P, L->getLambdaClass(), Inits, Event, Out);
  } else if (const auto *Cond = dyn_cast<AbstractConditionalOperator>(E)) {
    initialise(P, T, Cond->getTrueExpr(), Event, Out);
    initialise(P, T, Cond->getFalseExpr(), Event, Out);
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const Expr *Moved = stripValue(Call);
    CallParts Parts = callParts(Call);
    if (Moved != Call) {
      Event.What = LockEvent::Transfer;
      Event.From = pathOf(TU, Moved);
      Out.push_back(Event);
    } else if (Info.Shape == HoldShape::Owner && isMaker(TU, Parts.Callee)) {
      // make_unique<std::lock_guard<std::mutex>>(m)
      if (Types.holdOf(Info.Owned).Shape == HoldShape::Guard) {
        Parts.Callee = nullptr;
        constructGuard(P.pointee(), Parts, Event, Out);
      }
    } else {
      Event.Path = Info.Shape == HoldShape::Owner ? P.pointee() : P;
      Out.push_back(Event);
    }
  } else if (isa<ParenListExpr, CXXUnresolvedConstructExpr>(E)) {
    // A template's pattern: the arguments as written.
    CallParts Parts;
    Parts.E = E;
    if (const auto *L = dyn_cast<ParenListExpr>(E))
      for (const Expr *Arg : const_cast<ParenListExpr *>(L)->exprs())
        Parts.Args.push_back(Arg);
    else
      for (const Expr *Arg : cast<CXXUnresolvedConstructExpr>(E)->arguments())
        Parts.Args.push_back(Arg);
    if (Info.Shape == HoldShape::Guard && (!Parts.Args.empty() || Strict))
      constructGuard(P, Parts, Event, Out);
  } else if (AccessPath From = pathOf(TU, E)) {
    Event.What = LockEvent::Transfer;
    Event.From = From;
    Out.push_back(Event);
  }
}
