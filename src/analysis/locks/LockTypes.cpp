// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/LockTypes.h"
#include "analysis/calls/AcquiringNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/locks/HostileTypes.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/SaveAndRestore.h>

using namespace clang;
using namespace async_tidy;

/// Equal for equal names, whatever the order of their tables.
static std::string identityOf(const LockNames &Names) {
  std::vector<std::string> All;
  auto Add = [&](char List, const llvm::StringSet<> &Set) {
    for (const auto &Entry : Set)
      All.push_back(List + Entry.getKey().str());
  };
  Add('g', Names.Guards);
  Add('m', Names.Mutexes);
  Add('a', Names.AsyncMutexes);
  for (const auto &Entry : Names.Hostile)
    All.push_back(("h" + Entry.getKey() + "\n" + Entry.getValue()).str());
  llvm::sort(All);
  return llvm::join(All, "\n");
}

LockTypes &LockTypesOfUnit::with(const LockNames &Names) {
  std::unique_ptr<LockTypes> &Slot = Known[identityOf(Names)];
  if (!Slot)
    Slot = std::make_unique<LockTypes>(TU, Names);
  return *Slot;
}

/// The name without the "::" of the global namespace, as the options have it.
static StringRef keyOf(StringRef Name) {
  Name.consume_front("::");
  return Name;
}

LockCall LockTypes::lockCall(const FunctionDecl *F) {
  if (!F)
    return LockCall::None;
  if (F->hasAttr<AcquireCapabilityAttr>())
    return LockCall::Acquire;
  if (F->hasAttr<TryAcquireCapabilityAttr>())
    return LockCall::TryAcquire;
  if (F->hasAttr<ReleaseCapabilityAttr>())
    return LockCall::Release;
  if (!F->getIdentifier())
    return LockCall::None;
  LockCall Call = lockCallByName(TU.library(), F);
  // In `co_await m.lock()` the await takes the lock, not the call.
  if (Call != LockCall::None &&
      TU.awaitables().classify(F->getReturnType()).isAwaitable())
    return LockCall::None;
  return Call;
}

bool LockTypes::computeAsyncMutex(const CXXRecordDecl *R) {
  if (TU.names().in(NameList::AsyncMutex, R) ||
      Extra.AsyncMutexes.contains(keyOf(TU.names().qualified(R))))
    return true;
  if (TU.names().in(NameList::Mutex, R))
    return false;
  // A class with unlock() whose lock() has to be awaited.
  bool Unlocks = false, Awaits = false;
  for (unsigned N = 0; R && N < limits::BasesOfMutex; ++N) {
    for (const Decl *D : R->decls()) {
      const FunctionDecl *F = D->getAsFunction();
      if (!F || !F->getIdentifier())
        continue;
      bool IsUnlock = unlocksByName(TU, F);
      Unlocks |= IsUnlock || TU.names().speaksOf(Topic::Releasing, F);
      Awaits |= !IsUnlock && locksByName(TU, F) &&
                TU.awaitables().classify(F->getReturnType()).isAwaitable();
    }
    R = R->getNumBases() == 1
            ? definitionOrPattern(
                  R->bases_begin()->getType()->getAsCXXRecordDecl())
            : nullptr;
  }
  return Unlocks && Awaits;
}

bool LockTypes::isAsyncMutex(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R && !T.isNull())
    R = objectClass(T.getNonReferenceType());
  R = definitionOrPattern(R);
  if (!R)
    return false;
  auto [It, New] = AsyncMutexes.try_emplace(R, false);
  if (!New)
    return It->second;
  bool Result = computeAsyncMutex(R);
  return AsyncMutexes[R] = Result;
}

/// Is \p T a class whose every `lock` member is visibly empty: what a template
/// takes when it is used on one thread?
bool LockTypes::locksNothing(QualType T) const {
  const CXXRecordDecl *R = definitionOrPattern(recordOf(T));
  bool Locks = false, Empty = true;
  if (R)
    for (const CXXMethodDecl *M : R->methods())
      if (M->getIdentifier() &&
          memberNamed(M->getName()) == LockCall::Acquire) {
        Locks = true;
        Empty &= hasEmptyBody(M);
      }
  return Locks && Empty;
}

bool LockTypes::computeThreadMutex(const CXXRecordDecl *R) {
  if (R->hasAttr<CapabilityAttr>())
    return true;
  bool Locks = false, Tries = false, Unlocks = false;
  for (const CXXMethodDecl *M : R->methods()) {
    if (!M->getIdentifier())
      continue;
    LockCall Call = lockCall(M);
    bool Plain = M->getReturnType()->isVoidType() && M->getNumParams() == 0;
    Locks |= Call == LockCall::Acquire && Plain && !hasEmptyBody(M);
    Tries |= Call == LockCall::TryAcquire;
    Unlocks |= Call == LockCall::Release && Plain;
  }
  return Locks && Unlocks &&
         (Tries || TU.names().speaksOf(Topic::MutexType, R));
}

bool LockTypes::isThreadMutex(QualType T) {
  if (T.isNull())
    return false;
  QualType Object = T.getNonReferenceType();
  if (const auto *P = Object->getAs<PointerType>())
    Object = P->getPointeeType();
  if (isCLock(TU.library(), Object))
    return true;
  const CXXRecordDecl *R = recordOf(T);
  if (!R || TU.names().typeIn(NameList::AsyncMutex, T) || isAsyncMutex(T))
    return false;
  if (TU.names().typeIn(NameList::Mutex, T) ||
      Extra.Mutexes.contains(keyOf(TU.names().qualified(R))))
    return true;
  R = definitionOrPattern(R);
  if (!R)
    return false;
  auto [It, New] = ThreadMutexes.try_emplace(R, false);
  if (!New)
    return It->second;
  bool Result = computeThreadMutex(R) && !holdOf(Object);
  for (const CXXBaseSpecifier &Base : R->bases())
    Result |= !Result && isThreadMutex(Base.getType());
  return ThreadMutexes[R] = Result;
}

bool LockTypes::isListedGuard(const CXXRecordDecl *R, unsigned Depth) {
  if (!R || Depth > limits::BasesOfGuard)
    return false;
  if (R->hasAttr<ScopedLockableAttr>() || TU.names().in(NameList::Guard, R) ||
      Extra.Guards.contains(keyOf(TU.names().qualified(R))))
    return true;
  R = definitionOrPattern(R);
  if (!R)
    return false;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (isListedGuard(objectClass(Base.getType()), Depth + 1))
      return true;
  return false;
}

/// Does the guard lock an asynchronous mutex: by its template arguments, its
/// constructors' parameters or what it keeps a pointer to?
bool LockTypes::hasAsyncMutex(const CXXRecordDecl *R, QualType T) {
  SmallVector<std::pair<const CXXRecordDecl *, QualType>, 4> Work{{R, T}};
  // In `template <class M, class... R> struct all : all<R...>` the base's
  // pattern is the class itself; and a class can be a base on many ways.
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  while (!Work.empty()) {
    auto [Class, Written] = Work.pop_back_val();
    for (QualType Arg : typeArguments(Written))
      if (isAsyncMutex(Arg))
        return true;
    const CXXRecordDecl *Def = definitionOrPattern(Class);
    if (!Def || !Seen.insert(Def->getCanonicalDecl()).second)
      continue;
    for (const FieldDecl *F : Def->fields())
      if (isAsyncMutex(F->getType()))
        return true;
    for (const CXXConstructorDecl *C : Def->ctors())
      for (const ParmVarDecl *P : C->parameters())
        if (isAsyncMutex(P->getType()))
          return true;
    for (const CXXBaseSpecifier &Base : Def->bases())
      if (const CXXRecordDecl *B = objectClass(Base.getType()))
        Work.push_back({B, Base.getType()});
  }
  return false;
}

bool LockTypes::bodyCalls(const FunctionDecl *F, LockCall What) {
  const FunctionDecl *Def = nullptr;
  if (!F || !F->isDefined(Def))
    return false;
  bool Found = false;
  SmallVector<const FunctionDecl *, 4> Work{Def};
  llvm::SmallPtrSet<const FunctionDecl *, 4> Seen;
  const unsigned Most = TU.limit(limits::FunctionsOfGuard);
  while (!Work.empty() && !Found) {
    const FunctionDecl *Next = Work.pop_back_val();
    if (Seen.contains(Next))
      continue;
    if (Seen.size() >= Most) {
      TU.gaveUp(limits::FunctionsOfGuard, Def);
      break;
    }
    Seen.insert(Next);
    walkExecuted(writtenBody(Next), [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<Expr>(S));
      if (!P || !P.Callee)
        return true;
      if (lockCall(P.Callee) == What) {
        const Expr *Lock = P.Object ? P.Object : P.arg(1);
        Found |= Lock && (isThreadMutex(Lock->getType()) ||
                          isAsyncMutex(Lock->getType()) ||
                          holdOf(Lock->getType()).Kind == HoldKind::Thread);
      }
      bool Own = P.Object && isa<CXXThisExpr>(P.Object->IgnoreParenImpCasts());
      const FunctionDecl *Callee = nullptr;
      if (Own && P.Callee->isDefined(Callee))
        Work.push_back(Callee);
      return !Found;
    });
  }
  return Found;
}

/// Does some constructor take a lock, as far as can be seen?
bool LockTypes::acquiresWhenMade(const CXXRecordDecl *Def) {
  return llvm::any_of(Def->ctors(), [&](const CXXConstructorDecl *C) {
    return !C->isCopyOrMoveConstructor() && C->isUserProvided() &&
           (!C->isDefined() || bodyCalls(C, LockCall::Acquire));
  });
}

/// A guard by what it does: it is made from a lock that it does not own, or
/// takes it, and its destructor releases that lock. A destructor that unlocks
/// for a while what it has locked itself releases nothing of its object's.
HoldInfo LockTypes::ofGuardBody(const CXXRecordDecl *Def) {
  const CXXDestructorDecl *Dtor = Def->getDestructor();
  if (!Dtor || !Dtor->isUserProvided())
    return {};
  bool Refers = false, RefersToAsync = false, Owns = false;
  for (const FieldDecl *F : Def->fields()) {
    QualType T = F->getType();
    bool IsMutex = isThreadMutex(T);
    bool Indirect = T->isReferenceType() || T->isPointerType();
    Refers |= IsMutex && Indirect;
    RefersToAsync |= Indirect && isAsyncMutex(T);
    Owns |= IsMutex && !Indirect;
  }
  for (const CXXConstructorDecl *C : Def->ctors())
    for (const ParmVarDecl *P : C->parameters())
      Refers |=
          !P->getType()->isRValueReferenceType() &&
          (P->getType()->isReferenceType() || P->getType()->isPointerType()) &&
          isThreadMutex(P->getType());
  if (Owns)
    return {};
  HoldInfo Guard;
  Guard.Kind = HoldKind::Thread;
  if (Dtor->isDefined())
    return bodyCalls(Dtor, LockCall::Release) &&
                   (Refers || RefersToAsync || acquiresWhenMade(Def))
               ? Guard
               : HoldInfo();
  return Refers && TU.names().speaksOf(Topic::GuardType, Def) ? Guard
                                                              : HoldInfo();
}

HoldInfo LockTypes::ofMembers(const CXXRecordDecl *Def) {
  HoldInfo Info;
  auto Look = [&](QualType T) {
    if (Info.Kind == HoldKind::Thread)
      return;
    if (HoldInfo Member = holdOf(T)) {
      Info = Member;
      Info.Shape = HoldShape::Members;
    }
  };
  for (const CXXBaseSpecifier &Base : Def->bases())
    Look(Base.getType());
  for (const FieldDecl *F : Def->fields())
    Look(F->getType());
  return Info;
}

HostileReason LockTypes::hostileReason(const CXXRecordDecl *R) {
  StringRef Name = keyOf(TU.names().qualified(R));
  if (auto It = Extra.Hostile.find(Name); It != Extra.Hostile.end())
    return {HostileReason::Listed, It->second, nullptr};
  return hostileReasonOf(TU, R);
}

bool LockTypes::isOwner(const CXXRecordDecl *R) const {
  return R->getIdentifier() &&
         TU.library().contains(WordList::Owner, R->getName()) &&
         isa<NamespaceDecl>(R->getEnclosingNamespaceContext());
}

HoldInfo LockTypes::compute(const CXXRecordDecl *R, QualType T) {
  HoldInfo Info;
  Info.Reason = hostileReason(R);
  if (Info.Reason) {
    Info.Kind = HoldKind::Hostile;
    return Info;
  }
  if (TU.names().in(NameList::AsyncMutex, R)) {
    Info.Kind = HoldKind::Async;
    return Info;
  }
  if (isListedGuard(R)) {
    if (llvm::any_of(typeArguments(T),
                     [&](QualType Arg) { return locksNothing(Arg); }))
      return Info;
    Info.Kind = hasAsyncMutex(R, T) ? HoldKind::Async : HoldKind::Thread;
    return Info;
  }
  if (isOwner(R)) {
    for (QualType Arg : typeArguments(T))
      if (HoldInfo Owned = holdOf(Arg)) {
        Owned.Shape = HoldShape::Owner;
        Owned.Owned = Arg;
        return Owned;
      }
    return Info;
  }
  const CXXRecordDecl *Def = definitionOrPattern(R);
  // What a library's other classes contain is their business.
  if (!Def || isOfStd(Def))
    return Info;
  if (HoldInfo Guard = ofGuardBody(Def)) {
    if (hasAsyncMutex(R, T))
      Guard.Kind = HoldKind::Async;
    return Guard;
  }
  return ofMembers(Def);
}

HoldInfo LockTypes::holdOf(QualType T) {
  if (T.isNull())
    return {};
  if (const ArrayType *A = T->getAsArrayTypeUnsafe()) {
    HoldInfo Info = holdOf(A->getElementType());
    Info.Shape = HoldShape::Members;
    return Info;
  }
  const CXXRecordDecl *R = objectClass(T);
  if (!R)
    return {};
  const Type *Key = T.getCanonicalType().getTypePtr();
  if (Depth >= limits::TypesAroundLock)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  // Entered before the work: a class that contains itself behind a template.
  auto [It, New] = Holds.try_emplace(Key);
  if (!New)
    return It->second;
  HoldInfo Info = compute(R, T);
  return Holds[Key] = Info;
}
