// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/EndedOnPurpose.h"
#include "analysis/calls/CallNames.h"
#include "analysis/calls/CallableBodies.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/flow/ScopeOf.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/Annotations.h"
#include "model/BodyWalk.h"
#include "model/Visits.h"

#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/STLExtras.h>

using namespace clang;
using namespace async_tidy;

namespace {

/// The places of one body at which other work can run, in source order.
class PausePoints {
public:
  PausePoints(TranslationUnit &TU, const FunctionBody &Body) : TU(TU) {
    walkExecuted(Body.body(), [&](const Stmt *S) {
      if (pauses(S))
        Points.push_back(S);
      return true;
    });
    llvm::stable_sort(Points, [&](const Stmt *A, const Stmt *B) {
      return TU.sources().isBeforeInTranslationUnit(A->getBeginLoc(),
                                                    B->getBeginLoc());
    });
  }

  ArrayRef<const Stmt *> all() const { return Points; }

private:
  /// Has the class of the argument a member that runs an event loop? Whoever is
  /// given such an object (an io_context, a WaitScope) may run it.
  bool givesLoop(const Expr *Arg) {
    const CXXRecordDecl *R = recordOf(Arg->IgnoreParenImpCasts()->getType());
    if (!R || !(R = R->getDefinition()))
      return false;
    auto [It, IsNew] = Loops.try_emplace(R, false);
    if (IsNew)
      It->second = llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
        return TU.names().in(NameList::LoopRun, M);
      });
    return It->second;
  }

  /// Does the name say that the function comes back when something is done?
  bool mayBlock(const CallParts &P) {
    Names &N = TU.names();
    return N.speaksOf(Topic::WaitVerb, P.Callee) ||
           mayFinishWork(TU, P.Callee) ||
           (N.speaksOf(Topic::FutureType, P.objectClass()) &&
            blocksOnTask(TU, P.Callee));
  }

  bool pauses(const Stmt *S) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
      return true;
    CallParts P = callParts(dyn_cast<Expr>(S));
    if (!P)
      return false;
    if (calls(TU, P, NameList::BlockOn) || calls(TU, P, NameList::LoopRun) ||
        calls(TU, P, NameList::ScopeJoin) || declaredJoining(P.Callee))
      return true;
    // What returns something to await has not waited yet.
    if (mayBlock(P) && !TU.awaitables().classify(P.E->getType()).isAwaitable())
      return true;
    return llvm::any_of(P.Args, [&](const Expr *A) { return givesLoop(A); });
  }

  TranslationUnit &TU;
  std::vector<const Stmt *> Points;
  llvm::DenseMap<const CXXRecordDecl *, bool> Loops;
};

/// Those of the bodies that were asked for.
class PausesOfBodies {
public:
  explicit PausesOfBodies(TranslationUnit &TU) : TU(TU) {}
  ArrayRef<const Stmt *> of(const FunctionBody &Body) {
    std::unique_ptr<PausePoints> &Slot = Known[Body.body()];
    if (!Slot)
      Slot = std::make_unique<PausePoints>(TU, Body);
    return Slot->all();
  }

private:
  TranslationUnit &TU;
  llvm::DenseMap<const Stmt *, std::unique_ptr<PausePoints>> Known;
};

} // namespace

/// The outermost loop around \p S inside \p Scope, or \p S: what stands before
/// \p S in a loop runs after it, too.
static const Stmt *withLoop(const FunctionBody &Body, const Stmt *S,
                            const Stmt *Scope) {
  const Stmt *Result = S;
  for (const Stmt *Up = Body.parent(S); Up && Up != Scope; Up = Body.parent(Up))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up))
      Result = Up;
  return Result;
}

bool async_tidy::waitsBeforeScopeEnds(TranslationUnit &TU,
                                      const FunctionBody &Body,
                                      const ValueDecl *V, const Stmt *Filled) {
  const Stmt *Scope = scopeOf(Body, V);
  if (!Scope)
    return true;
  const Stmt *From = Filled ? withLoop(Body, Filled, Scope) : nullptr;
  ArrayRef<const Stmt *> Points = TU.shared<PausesOfBodies>().of(Body);
  const SourceManager &Sources = TU.sources();
  const auto *First = Points.begin();
  if (From)
    First = llvm::partition_point(Points, [&](const Stmt *S) {
      return Sources.isBeforeInTranslationUnit(S->getBeginLoc(),
                                               From->getBeginLoc());
    });
  for (const Stmt *S : llvm::make_range(First, Points.end())) {
    countVisits();
    if (Sources.isBeforeInTranslationUnit(Scope->getEndLoc(), S->getBeginLoc()))
      return false;
    // What is a part of the initialiser happens before there is a variable.
    if (Body.isWithin(S, Scope) &&
        !(Filled && From == Filled && Body.isWithin(S, Filled)))
      return true;
  }
  return false;
}

bool async_tidy::endsTask(TranslationUnit &TU, const FunctionDecl *F) {
  // One that does nothing destroys its parameters; a constructor may keep them.
  return F && (TU.names().speaksOf(Topic::Dropping, F) ||
               (hasEmptyBody(F) && !isa<CXXConstructorDecl>(F)));
}

bool async_tidy::declaresDetached(TranslationUnit &TU, const CallParts &Call) {
  return Call.Callee &&
         llvm::any_of(Call.Callee->parameters(), [&](const ParmVarDecl *P) {
           const CXXRecordDecl *R =
               P->getType().getNonReferenceType()->getAsCXXRecordDecl();
           return R && R->hasDefinition() && R->isEmpty() &&
                  TU.names().speaksOf(Topic::DetachedType, R);
         });
}

/// Does the function only return a member, or the future of one?
static bool returnsMember(TranslationUnit &TU, const FunctionDecl *F) {
  const FunctionDecl *Def = nullptr;
  if (!F->isDefined(Def))
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Def->getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  if (!Value)
    return false;
  Value = stripValue(Value);
  if (CallParts Copy = callParts(Value);
      isa<CXXConstructExpr>(Value) && Copy.Args.size() == 1)
    Value = stripValue(Copy.Args.front());
  if (CallParts Inner = callParts(Value);
      Inner.Object && TU.names().speaksOf(Topic::FutureGetter, Inner.Callee))
    Value = Inner.Object->IgnoreParenImpCasts();
  return isa<MemberExpr>(Value);
}

bool async_tidy::givesForeignWork(TranslationUnit &TU, const CallParts &Call) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  return M && Call.Object && M->getMinRequiredArguments() == 0 &&
         (TU.names().speaksOf(Topic::FutureGetter, M) || returnsMember(TU, M));
}
