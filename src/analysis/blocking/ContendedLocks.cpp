// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/ContendedLocks.h"
#include "analysis/locks/LockTypesByName.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

namespace {
/// The statements between taking a mutex and giving it back.
struct HeldRegion {
  const Stmt *Scope = nullptr;
  SourceLocation Begin, End; ///< End may be invalid: to the end of the scope
  const VarDecl *Guard = nullptr;
};
} // namespace

static HeldRegion regionOf(TranslationUnit &TU, const LockStep &Lock,
                           const FunctionBody &Body) {
  HeldRegion R;
  R.Scope = Body.enclosing<CompoundStmt>(Lock.At);
  R.Begin = Lock.At->getEndLoc();
  if (const auto *Decls = Body.enclosing<DeclStmt>(Lock.At);
      Decls && Decls->isSingleDecl())
    R.Guard = dyn_cast<VarDecl>(Decls->getSingleDecl());
  const auto *Taken = dyn_cast<CXXMemberCallExpr>(Lock.At);
  if (Taken && !R.Guard)
    R.Guard = variableOf(Taken->getImplicitObjectArgument());
  walkExecuted(R.Scope, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    if (!M || !M->getIdentifier() ||
        lockCallOfMember(TU.library(), M->getName()) != LockCall::Release)
      return true;
    const Expr *Object = stripValue(Call->getImplicitObjectArgument());
    const auto *Member = dyn_cast<MemberExpr>(Object);
    bool Same = (R.Guard && variableOf(Object) == R.Guard) ||
                variableOf(Object) == Lock.Mutex ||
                (Member && Member->getMemberDecl() == Lock.Mutex);
    if (Same && R.End.isInvalid() &&
        TU.sources().isBeforeInTranslationUnit(R.Begin, Call->getBeginLoc()))
      R.End = Call->getBeginLoc();
    return true;
  });
  return R;
}

/// A wait on a condition variable gives the mutex back meanwhile.
static bool mentions(const Stmt *S, const VarDecl *V) {
  bool Found = false;
  walkExecuted(S, [&](const Stmt *Child) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Child);
    Found |= Ref && Ref->getDecl() == V;
    return !Found;
  });
  return Found;
}

static bool isInside(TranslationUnit &TU, const HeldRegion &R, const Stmt *S,
                     const FunctionBody &Body) {
  const SourceManager &SM = TU.sources();
  return R.Scope && Body.isWithin(S, R.Scope) &&
         SM.isBeforeInTranslationUnit(R.Begin, S->getEndLoc()) &&
         (R.End.isInvalid() ||
          SM.isBeforeInTranslationUnit(S->getBeginLoc(), R.End)) &&
         !(R.Guard && mentions(S, R.Guard));
}

/// Only what surely takes long makes a lock one to wait for.
static bool waitsForSure(const BlockingFacts &Facts, const BlockingStep &Step) {
  const BlockingStep Last = Facts.path(Step).back();
  return Last.What != BlockingStep::Kind::Lock &&
         (!Last.Entry || (Last.Entry->Level == BlockingLevel::Always &&
                          Last.Entry->Group != BlockingGroup::File &&
                          Last.Entry->Group != BlockingGroup::Lock));
}

ContendedLocks::ContendedLocks(TranslationUnit &TU, const BlockingFacts &Facts,
                               BlockingEdges &Edges,
                               ArrayRef<const FunctionDecl *> Holders) {
  for (const FunctionDecl *F : Holders) {
    const FunctionBody &Body = bodyOf(TU, F);
    std::vector<BlockingStep> Steps = Facts.stepsIn(F);
    for (const LockStep &Lock : Edges.of(F).Locks) {
      HeldRegion Region = regionOf(TU, Lock, Body);
      for (const BlockingStep &Step : Steps)
        if (Step.At != Lock.At && isInside(TU, Region, Step.At, Body) &&
            waitsForSure(Facts, Step)) {
          ByMutex.try_emplace(Lock.Mutex, Step);
          break;
        }
    }
  }
}

std::optional<BlockingStep>
ContendedLocks::holderOf(const ValueDecl *Mutex) const {
  auto It = ByMutex.find(Mutex);
  if (It == ByMutex.end())
    return std::nullopt;
  return It->second;
}
