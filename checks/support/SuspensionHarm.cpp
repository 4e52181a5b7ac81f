// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/SuspensionHarm.h"
#include "analysis/flow/LiveAcross.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/flow/Reachability.h"
#include "analysis/lifetime/ReferenceTypes.h"
#include "analysis/lifetime/UseAfterSuspension.h"
#include "analysis/locks/HeldLocks.h"
#include "analysis/state/ErrorReads.h"
#include "analysis/state/InsideContainer.h"
#include "analysis/state/SharedState.h"
#include "analysis/state/StaleChecks.h"
#include "analysis/state/StaleUpdates.h"
#include "analysis/state/ThreadValues.h"

using namespace clang;
using namespace async_tidy;

/// Each question costs as much as the analysis of the function, so a function
/// with many findings gets the answer for the first of them only.
static constexpr unsigned MostQuestions = 16;

namespace {
/// Coroutines with an await that is not there, kept as long as the unit: the
/// analyses remember what they found by the coroutine's address.
class ImaginedCoroutines {
public:
  explicit ImaginedCoroutines(TranslationUnit &) {}
  const Coroutine &with(const Coroutine &C, const Expr *Awaited) {
    auto &Slot = Known[Awaited];
    if (!Slot)
      Slot = std::make_unique<Coroutine>(C.awaiting(Awaited));
    return *Slot;
  }

  /// Is the function still good for a question?
  bool mayAsk(const FunctionDecl *F) { return Asked[F]++ < MostQuestions; }

private:
  llvm::DenseMap<const Expr *, std::unique_ptr<Coroutine>> Known;
  llvm::DenseMap<const FunctionDecl *, unsigned> Asked;
};

/// The questions about one place. Each answers with the end of a remedy.
class HarmFinder {
public:
  HarmFinder(TranslationUnit &TU, const FunctionBody &Body, const Coroutine &C,
             const Expr *E)
      : TU(TU), Body(Body), C(C), E(E) {}

  std::string find() {
    for (auto Question :
         {&HarmFinder::lock, &HarmFinder::reference, &HarmFinder::value,
          &HarmFinder::threadValue, &HarmFinder::caller})
      if (std::string Answer = (this->*Question)(); !Answer.empty())
        return Answer;
    return "";
  }

private:
  bool isHere(ArrayRef<const SuspensionPoint *> At) const {
    return llvm::any_of(At,
                        [&](const SuspensionPoint *P) { return P->E == E; });
  }
  std::string lock();
  std::string reference();
  std::string value();
  std::string threadValue();
  std::string caller();

  TranslationUnit &TU;
  const FunctionBody &Body;
  const Coroutine &C;
  const Expr *E;
};
} // namespace

std::string HarmFinder::lock() {
  for (const HeldAcross &Held : TU.shared<HeldLocksOfUnit>().of(C).across())
    if (isHere(Held.At))
      return ", but not while '" + Held.Acquired.Path.str() + "' is held";
  return "";
}

std::string HarmFinder::reference() {
  auto IsTracked = [&](const Definition &D) {
    Inside Where = insideOf(TU, D);
    return Where && isShared(TU, Where.Container, C);
  };
  auto Counts = [&](const SuspensionPoint &P) { return P.E == E; };
  auto IsUse = [](const Expr *) { return true; };
  auto Live = liveAcross(TU, C, {IsTracked, Counts, IsUse});
  if (Live.empty())
    return "";
  Inside Where = insideOf(TU, Live.front().Def);
  return ", and take into account that '" + Where.Container.str() +
         "' can change in the meantime";
}

std::string HarmFinder::value() {
  for (auto Find : {staleUpdates, staleChecks})
    for (const StaleWrite &W : Find(TU, C))
      if (isHere(W.Across))
        return ", and take into account that '" + W.Object.str() +
               "' can change in the meantime";
  return "";
}

std::string HarmFinder::threadValue() {
  const ThreadStateNames Names;
  auto IsTracked = [&](const Definition &D) {
    return bool(threadValueOf(TU, D, Names));
  };
  auto Counts = [&](const SuspensionPoint &P) { return P.E == E; };
  auto IsUse = [](const Expr *) { return true; };
  auto Live = liveAcross(TU, C, {IsTracked, Counts, IsUse});
  if (!Live.empty())
    return ", and get '" + Live.front().Def.Variable->getNameAsString() +
           "' again afterwards";
  for (const ErrorRead &Read : errorReads(TU, C, Names))
    if (isHere(Read.After))
      return ", and read '" + Read.Name + "' before it";
  return "";
}

/// A coroutine that starts at once has its caller, with all arguments and the
/// closure, until it suspends for the first time. What is used behind another
/// suspension already is no new mistake.
std::string HarmFinder::caller() {
  if (C.isLazy())
    return "";
  const FunctionDecl *F = C.function();
  for (const ParmVarDecl *P : F->parameters())
    if (isReferenceLike(TU, P->getType(), ReferenceKinds()) &&
        !useAfterSuspension(TU, F, P) &&
        llvm::any_of(Body.uses().of(P), [&](const DeclRefExpr *Use) {
          return canFollow(Body, E, Use);
        }))
      return ", and make sure that what '" + P->getNameAsString() +
             "' refers to lives that long";
  bool IsNew = C.lambda() && !F->hasCXXExplicitFunctionObjectParameter() &&
               captureUseAfterSuspension(TU, C) &&
               !captureUseAfterSuspension(TU, *TU.coroutine(F));
  return IsNew ? ", and make sure that the closure lives that long" : "";
}

std::string async_tidy::harmOfSuspension(TranslationUnit &TU,
                                         const FunctionBody &Body,
                                         const Expr *E) {
  const Coroutine *C = TU.coroutine(Body.function());
  if (!C)
    return "";
  auto &Imagined = TU.shared<ImaginedCoroutines>();
  if (!Imagined.mayAsk(Body.function()))
    return ", if the coroutine may suspend there";
  E = E->IgnoreImplicit();
  return HarmFinder(TU, Body, Imagined.with(*C, E), E).find();
}
