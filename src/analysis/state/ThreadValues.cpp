// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/ThreadValues.h"
#include "analysis/state/InsideContainer.h"
#include "analysis/state/SharedState.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/StepsFrom.h"

using namespace clang;
using namespace async_tidy;

/// The qualified name without "::", and without "std::" for functions such as
/// std::strerror, which are the same under either header's name.
static StringRef plainName(TranslationUnit &TU, const FunctionDecl *F) {
  StringRef Name = TU.names().qualified(F);
  Name.consume_front("::");
  if (F->isExternC())
    Name.consume_front("std::");
  return Name;
}

bool async_tidy::isListed(TranslationUnit &TU, NameList List,
                          const llvm::StringSet<> &Extra,
                          const FunctionDecl *F) {
  if (!F || !F->getIdentifier())
    return false;
  bool MayBeBuiltIn = TU.library().mentions(F->getName());
  if (!MayBeBuiltIn && Extra.empty())
    return false;
  StringRef Full = TU.names().qualified(F), Plain = plainName(TU, F);
  if (TU.library().contains(NameList::TaskBound, Full) ||
      TU.library().contains(NameList::TaskBound, Plain))
    return false;
  return TU.library().contains(List, Full) ||
         TU.library().contains(List, Plain) || Extra.contains(Plain) ||
         Extra.contains(Full.ltrim(':'));
}

/// The function whose result \p E is, directly or through a function that only
/// returns it.
static const FunctionDecl *listedCall(TranslationUnit &TU, const Expr *E,
                                      NameList List,
                                      const llvm::StringSet<> &Extra) {
  const Expr *Start = E;
  const FunctionDecl *Last = nullptr;
  const unsigned Most = TU.limit(limits::ThreadValueCalls);
  for (unsigned N = 0; E && N < Most; ++N) {
    E = stripValue(E);
    CallParts P = callParts(E);
    if (!P || !P.Callee || isa<CXXConstructExpr>(E))
      return nullptr;
    if (isListed(TU, List, Extra, P.Callee))
      return P.Callee;
    Last = P.Callee;
    E = onlyReturnedValue(Last);
  }
  if (E && TU.isProjectCode(Last))
    TU.gaveUp(limits::ThreadValueCalls, Start);
  return nullptr;
}

/// The thread-local variable that the glvalue or pointer \p E leads to.
static const VarDecl *threadLocalBehind(TranslationUnit &TU, const Expr *E,
                                        bool AsPointer, StepsFrom Steps) {
  E = E ? stripValue(E) : nullptr;
  if (!E || Steps.exceed())
    return nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return threadLocalRoot(pathOf(TU, U->getSubExpr()));
  if (const VarDecl *V = threadLocalRoot(pathOf(TU, E)))
    return V;
  if (AsPointer && E->getType()->isPointerType())
    if (const VarDecl *V = threadLocalRoot(pathOfPointee(TU, E)))
      return V;
  // `static T &current() { thread_local T t; …; return t; }`
  CallParts P = callParts(E);
  const FunctionDecl *Def = nullptr;
  QualType Result = P && P.Callee ? P.Callee->getReturnType() : QualType();
  if (!P || !P.Callee || isa<CXXConstructExpr>(E) ||
      !P.Callee->isDefined(Def) || isOfStd(Def) ||
      !(Result->isReferenceType() || Result->isPointerType()))
    return nullptr;
  const VarDecl *Found = nullptr;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S); Return && !Found)
      Found = threadLocalBehind(TU, Return->getRetValue(), AsPointer,
                                Steps.into(Def));
    return !Found;
  });
  return Found;
}

ThreadValue async_tidy::threadValueOf(TranslationUnit &TU, const Definition &D,
                                      const ThreadStateNames &Names) {
  QualType T = D.Variable->getType();
  if (!D.Value || D.Variable->getTLSKind() != VarDecl::TLS_None)
    return {};
  if (T->isReferenceType() || T->isPointerType()) {
    if (const VarDecl *V =
            threadLocalBehind(TU, D.Value, T->isPointerType(),
                              {TU, D.Value, limits::ThreadValueCalls}))
      return {ThreadValueKind::Variable, V};
    if (const FunctionDecl *F = listedCall(TU, D.Value, NameList::ThreadBuffer,
                                           Names.BufferFunctions))
      return {ThreadValueKind::Buffer, F};
  }
  // Iterators and views, also the hidden ones of a range-based for loop.
  if (const VarDecl *V = threadLocalRoot(insideOf(TU, D).Container))
    return {ThreadValueKind::Variable, V};
  if (const FunctionDecl *F =
          listedCall(TU, D.Value, NameList::ThreadValue, Names.TlsFunctions))
    return {ThreadValueKind::Function, F};
  return {};
}

bool async_tidy::isCounted(const FunctionBody &Body, const Expr *E) {
  const Stmt *P = Body.parent(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(P))
    return U->isIncrementDecrementOp();
  const auto *Compound = dyn_cast_or_null<CompoundAssignOperator>(P);
  return Compound && Compound->getLHS() == E;
}
