// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/StartedCallables.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/CallNames.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/TaskDestructors.h"
#include "analysis/tasks/TaskFlow.h"
#include "analysis/tasks/WaitsForWork.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

bool async_tidy::isStarter(TranslationUnit &TU, const CallParts &Call) {
  const SpawnEntry *Spawn = spawnEntryOf(TU, Call);
  if (calls(TU, Call, NameList::JoinedFuture))
    return true;
  // `parallel_for_each(all, f)`, `QtConcurrent::run(f)`: what they give back
  // tells when the work is done.
  if (!isa<CXXConstructExpr>(Call.E) && Call.E->getType()->isRecordType() &&
      (calls(TU, Call, NameList::Offload) || calls(TU, Call, NameList::Join)))
    return true;
  // An invoker calls its callable before it returns.
  return Spawn && Spawn->Kind != SpawnKind::Scope &&
         !calls(TU, Call, NameList::Invoker);
}

bool async_tidy::isJoinable(TranslationUnit &TU, const FunctionBody &Body,
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

/// Does the object end with the caller: a local or a part of one, a temporary,
/// or what a local owns? What a local shared pointer has may be shared; then it
/// is not known.
static bool endsWithCaller(TranslationUnit &TU, const Expr *Object) {
  if (!Object)
    return false;
  Lifetime Life = lifetimeOf(TU, Object).Life;
  if (Life == Lifetime::Local || Life == Lifetime::Temporary)
    return true;
  AccessPath P = pathOf(TU, Object);
  if (!P && Object->getType()->isPointerType())
    P = pathOfPointee(TU, Object);
  const VarDecl *V = P.variable();
  return V && V->isLocalVarDecl() && V->hasLocalStorage() &&
         !V->getType()->isReferenceType() && !V->getType()->isPointerType();
}

ArgumentFate async_tidy::fateOfArgument(TranslationUnit &TU,
                                        const CallParts &Call, unsigned Index) {
  const FunctionDecl *F = executedFunction(TU, Call);
  ArgumentFate Fate =
      F ? TU.shared<StartedCallables>().of(F, Index) : ArgumentFate::Unknown;
  return Fate == ArgumentFate::Kept &&
                 (isa<CXXConstructorDecl>(F) || endsWithCaller(TU, Call.Object))
             ? ArgumentFate::Unknown
             : Fate;
}

ArgumentFate StartedCallables::of(const FunctionDecl *F, unsigned Index,
                                  unsigned Depth) {
  const ParmVarDecl *Param = parameterFor(F, Index);
  if (!Param || !F->hasBody() || F->isDependentContext())
    return ArgumentFate::Unknown;
  if (Depth > TU.limit(limits::CallbackCalls)) {
    TU.gaveUp(limits::CallbackCalls, F);
    return ArgumentFate::Unknown;
  }
  auto [It, New] = Known.try_emplace(Param, ArgumentFate::Unknown);
  if (!New)
    return It->second;
  ArgumentFate Result = compute(F, Param, Depth);
  return Known[Param] = Result;
}

/// Is \p E made of one callable, to be called in its place: a std::function?
static bool wraps(TranslationUnit &TU, const Stmt *E) {
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  const CXXRecordDecl *R = C ? C->getConstructor()->getParent() : nullptr;
  return R && C->getNumArgs() == 1 && !R->isLambda() &&
         !memberFunctions(
              R, TU.context().DeclarationNames.getCXXOperatorName(OO_Call))
              .empty();
}

/// The expression that holds what \p Ref names: the closure that captures it,
/// or the use itself, moved or copied.
static const Expr *holderOf(const FunctionBody &Body, const DeclRefExpr *Ref) {
  const Expr *Value = Ref;
  for (const Stmt *Up = Body.parent(Ref); Up; Up = Body.parent(Up)) {
    if (const auto *L = dyn_cast<LambdaExpr>(Up))
      return L;
    const auto *E = dyn_cast<Expr>(Up);
    // `Entry{id, std::move(f)}`
    if (isa<InitListExpr>(Up)) {
      Value = E;
      continue;
    }
    if (!E || (stripValue(E) != stripValue(Value) && !wraps(Body.unit(), E)))
      break;
    Value = E;
  }
  return Value;
}

/// Is \p E a member of `*this`, or a global, or a part of one?
static bool outlivesCall(TranslationUnit &TU, const Expr *E) {
  AccessPath P = pathOf(TU, E);
  const VarDecl *V = P.variable();
  return P.rootKind() == AccessPath::RootKind::This ||
         (V && V->hasGlobalStorage());
}

/// Where \p Up puts \p Value, a callable, if that outlives the call:
/// `handler_ = f`, `handlers_.push_back(f)`, `handlers_[key] = f`. Else empty.
static AccessPath keptIn(TranslationUnit &TU, const Stmt *Up,
                         const Expr *Value) {
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Up))
    return Assign->getOpcode() == BO_Assign &&
                   stripValue(Assign->getRHS()) == stripValue(Value) &&
                   outlivesCall(TU, Assign->getLHS())
               ? pathOf(TU, Assign->getLHS())
               : AccessPath();
  CallParts Call = callParts(dyn_cast_or_null<Expr>(Up));
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  if (!M || !Call.Object || Call.Args.empty())
    return {};
  bool Fills = M->getOverloadedOperator() == OO_Equal ||
               TU.names().in(WordList::ContainerAppend, M) ||
               TU.names().in(WordList::ContainerInsert, M) ||
               TU.names().in(WordList::ContainerReplace, M);
  return Fills && outlivesCall(TU, Call.Object) ? pathOf(TU, Call.Object)
                                                : AccessPath();
}

/// Does the function itself take out again what \p Up has put into \p Place:
/// `f_ = std::move(f); go(); f_ = nullptr;`, also by a local guard?
static bool isUndone(TranslationUnit &TU, const FunctionBody &Body,
                     const Stmt *Up, const AccessPath &Place) {
  bool Found = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each);
            V && V->getInit() && V->getType()->isRecordType())
          walkExecuted(V->getInit(), [&](const Stmt *Part) {
            Found |= isa<CXXThisExpr>(Part) && !Body.isWithin(Up, S);
            return !Found;
          });
    CallParts Later = callParts(dyn_cast<Expr>(S));
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Later.Callee);
    if (M && Later.Object && S != Up &&
        (M->getOverloadedOperator() == OO_Equal ||
         TU.names().speaksOf(Topic::Removing, M)))
      Found |= pathOf(TU, Later.Object) == Place;
    return !Found;
  });
  return Found;
}

/// Is a coroutine called that goes on when its task is dropped?
static bool startsCoroutine(TranslationUnit &TU, const CallParts &Call) {
  const FunctionDecl *F = executedFunction(TU, Call);
  const Coroutine *C = F ? TU.coroutine(F) : nullptr;
  return C && C->start() == StartKind::Eager && C->canSuspend() &&
         whenDropped(TU, F->getReturnType()) == AtDrop::LetsRun;
}

/// Does the work go on when the function has returned?
static bool leaves(TranslationUnit &TU, const FunctionBody &Body,
                   const CallParts &Call, const ParmVarDecl *Param) {
  TaskFate Task = Call.E->getType()->isRecordType()
                      ? flowOf(TU, Body, Call.E).Fate
                      : TaskFate::Spawned;
  bool Leaves = Task == TaskFate::Returned || Task == TaskFate::Stored ||
                ((Task == TaskFate::Spawned || Task == TaskFate::Discarded) &&
                 (!isJoinable(TU, Body, Call) || startsCoroutine(TU, Call)));
  return Leaves && !waitsAfter(TU, Body, Call.E, Param);
}

/// What the call does with the argument that \p Holder is.
ArgumentFate StartedCallables::ofCall(const FunctionBody &Body,
                                      const CallParts &Call, const Expr *Holder,
                                      unsigned Depth) {
  const FunctionDecl *Inner = executedFunction(TU, Call);
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    if (stripValue(Call.Args[I]) != stripValue(Holder) &&
        wrappedLambdaOf(Call.Args[I]) != Holder)
      continue;
    if (isStarter(TU, Call))
      return ArgumentFate::Started;
    if (!Inner || Inner == Body.function())
      return ArgumentFate::Unknown;
    // `static child drive(F f) { co_await f(); }`: it is in the frame.
    if (TU.coroutine(Inner))
      return startsCoroutine(TU, Call) ? ArgumentFate::Started
                                       : ArgumentFate::Unknown;
    return of(Inner, I, Depth + 1);
  }
  return ArgumentFate::Unknown;
}

ArgumentFate StartedCallables::compute(const FunctionDecl *F,
                                       const ParmVarDecl *Param,
                                       unsigned Depth) {
  const FunctionBody &Body = bodyOf(TU, F);
  // The parameter, and local closures that have it.
  SmallVector<const VarDecl *, 2> Work{Param};
  for (unsigned Next = 0; Next < Work.size(); ++Next) {
    for (const DeclRefExpr *Ref : Body.uses().of(Work[Next])) {
      const Expr *Holder = holderOf(Body, Ref);
      const Stmt *Consumer = Body.consumerOf(Holder);
      if (AccessPath Place = keptIn(TU, Consumer, Holder);
          Place && !isUndone(TU, Body, Consumer, Place))
        return ArgumentFate::Kept;
      if (const auto *D = dyn_cast_or_null<DeclStmt>(Consumer))
        if (const auto *V = D->isSingleDecl()
                                ? dyn_cast<VarDecl>(D->getSingleDecl())
                                : nullptr;
            V && !V->getType()->isReferenceType() &&
            !llvm::is_contained(Work, V))
          Work.push_back(V);
      CallParts Call = callParts(dyn_cast_or_null<CallExpr>(Consumer));
      if (!Call || !Call.Callee)
        continue;
      ArgumentFate Fate = ofCall(Body, Call, Holder, Depth);
      if (Fate == ArgumentFate::Kept && Call.Object &&
          outlivesCall(TU, Call.Object))
        return Fate;
      if (Fate == ArgumentFate::Started && leaves(TU, Body, Call, Param))
        return Fate;
    }
  }
  return ArgumentFate::Unknown;
}
