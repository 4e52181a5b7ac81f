// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/lifetime/Dangling.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/tasks/WaitingNames.h"
#include "analysis/tasks/WaitsForWork.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

/// Does the type, or a closure's capture, own an object through a shared
/// pointer?
static bool holdsSharedOwner(TranslationUnit &TU, QualType T,
                             unsigned Depth = 0) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R || Depth > limits::ClosuresAroundOwner)
    return false;
  if (TU.names().in(WordList::SharedOwner, R))
    return true;
  return R->isLambda() && llvm::any_of(R->fields(), [&](const FieldDecl *F) {
           return holdsSharedOwner(TU, F->getType(), Depth + 1);
         });
}

bool async_tidy::passesOwner(TranslationUnit &TU, const CallParts &Call) {
  return llvm::any_of(Call.Args, [&](const Expr *A) {
    return holdsSharedOwner(TU, A->getType()) ||
           holdsSharedOwner(TU, A->IgnoreParenImpCasts()->getType());
  });
}

bool async_tidy::copiesOwner(TranslationUnit &TU, const FunctionDecl *F) {
  return llvm::any_of(F->parameters(), [&](const ParmVarDecl *P) {
    return !P->getType()->isReferenceType() &&
           holdsSharedOwner(TU, P->getType());
  });
}

bool async_tidy::isKeptByUnknown(TranslationUnit &TU, const TaskFlow &Flow) {
  if (Flow.Fate != TaskFate::Unknown)
    return false;
  CallParts Sink = callParts(dyn_cast_or_null<Expr>(Flow.Sink));
  return !mayFinishWork(TU, Sink.Callee);
}

static Verdict judgeTemporary(TranslationUnit &TU, const TaskFlow &Flow) {
  switch (Flow.Fate) {
  case TaskFate::Awaited:
  case TaskFate::Discarded:
    return Verdict::Safe;
  case TaskFate::Iterated:
    // Since C++23 the temporaries of a range-for's initialiser live as long as
    // the loop ([stmt.ranged]/3, P2718).
    return TU.context().getLangOpts().CPlusPlus23 ? Verdict::Safe
                                                  : Verdict::Dangles;
  case TaskFate::Unknown:
    return Verdict::Possible;
  case TaskFate::Local:
  case TaskFate::Returned:
  case TaskFate::Stored:
  case TaskFate::Spawned:
    return Verdict::Dangles;
  }
  return Verdict::Safe;
}

static Verdict judgeLocal(TranslationUnit &TU, const FunctionBody &Caller,
                          const VarDecl *V, const TaskFlow &Flow) {
  switch (Flow.Fate) {
  case TaskFate::Awaited:
  case TaskFate::Discarded:
  case TaskFate::Iterated:
    return Verdict::Safe;
  case TaskFate::Local:
    return Flow.Holder && diesBefore(Caller, V, Flow.Holder) ? Verdict::Dangles
                                                             : Verdict::Safe;
  case TaskFate::Unknown:
    return Flow.Sink && waitsAfter(TU, Caller, Flow.Sink, V)
               ? Verdict::Safe
               : Verdict::Possible;
  case TaskFate::Returned:
    return Verdict::Dangles;
  case TaskFate::Stored:
  case TaskFate::Spawned:
    return Flow.Sink && waitsAfter(TU, Caller, Flow.Sink, V) ? Verdict::Safe
                                                             : Verdict::Dangles;
  }
  return Verdict::Safe;
}

Verdict async_tidy::judge(TranslationUnit &TU, const FunctionBody &Caller,
                          const BoundArgument &Bound, const TaskFlow &Flow) {
  switch (Bound.Life) {
  case Lifetime::Static:
  case Lifetime::Outer:
    return Verdict::Safe;
  case Lifetime::Object:
    return Flow.Fate == TaskFate::Spawned &&
                   !passesOwner(TU,
                                callParts(dyn_cast_or_null<Expr>(Flow.Sink)))
               ? Verdict::Dangles
               : Verdict::Safe;
  case Lifetime::Temporary:
    return judgeTemporary(TU, Flow);
  case Lifetime::Local:
    return judgeLocal(TU, Caller, Bound.Variable, Flow);
  }
  return Verdict::Safe;
}
