// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/ContendedLocks.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

/// The variable through which the lock is held: the guard, or the mutex itself.
static const VarDecl *guardOf(const LockStep &Lock, const FunctionBody &Body) {
  if (const auto *Decls = Body.enclosing<DeclStmt>(Lock.Edge.At);
      Decls && Decls->isSingleDecl())
    if (const auto *V = dyn_cast<VarDecl>(Decls->getSingleDecl()))
      return V;
  const auto *Taken = dyn_cast<CXXMemberCallExpr>(Lock.Edge.At);
  return Taken ? variableOf(Taken->getImplicitObjectArgument()) : nullptr;
}

/// A wait on a condition variable, which is given the guard, releases the mutex
/// for its duration.
static bool mentions(const FunctionBody &Body, const Stmt *S,
                     const VarDecl *V) {
  return V && llvm::any_of(Body.uses().of(V), [&](const DeclRefExpr *Ref) {
           return Body.isWithin(Ref, S);
         });
}

/// An expression that is evaluated where the step is: the graph knows no
/// declarations and no loops.
static const Expr *evaluatedAt(const Stmt *At) {
  if (const auto *E = dyn_cast<Expr>(At))
    return E;
  if (const auto *D = dyn_cast<DeclStmt>(At)) {
    const auto *V =
        D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
    return V ? V->getInit() : nullptr;
  }
  return conditionOf(At);
}

/// Only what surely takes long makes a lock one to wait for.
static bool waitsForSure(const BlockingPath &Path) {
  const BlockingStep &Last = Path.Steps.back();
  return Last.What != BlockingStep::Kind::Lock &&
         (!Last.Entry || (Last.Entry->Level == BlockingLevel::Always &&
                          Last.Entry->Group != BlockingGroup::File &&
                          Last.Entry->Group != BlockingGroup::Lock));
}

void ContendedLocks::add(TranslationUnit &TU, const FunctionDecl *F,
                         ArrayRef<LockStep> Locks,
                         ArrayRef<BlockingPath> Paths) {
  const FunctionBody &Body = bodyOf(TU, F);
  LocksAtExpressions Held(TU, Body);
  for (const LockStep &Lock : Locks) {
    const VarDecl *Guard = guardOf(Lock, Body);
    for (const BlockingPath &Path : Paths) {
      const Expr *At = evaluatedAt(Path.At);
      if (Path.At == Lock.Edge.At || !At || !waitsForSure(Path) ||
          !Held.isHeld(Lock.Edge.At, At) || mentions(Body, Path.At, Guard))
        continue;
      ByMutex.try_emplace(Lock.Mutex, Path.Steps.front());
      break;
    }
  }
}

const BlockingStep *ContendedLocks::holderOf(const ValueDecl *Mutex) const {
  auto It = ByMutex.find(Mutex);
  return It == ByMutex.end() ? nullptr : &It->second;
}
