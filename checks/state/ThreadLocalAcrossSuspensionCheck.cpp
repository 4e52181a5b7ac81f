// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/state/ThreadLocalAcrossSuspensionCheck.h"

using namespace clang;
using namespace async_tidy;

ThreadLocalAcrossSuspensionCheck::ThreadLocalAcrossSuspensionCheck(
    StringRef Name, tidy::ClangTidyContext *Context)
    : AsyncCheck(Name, Context),
      SingleThreaded(Options.get("SingleThreaded", false)) {
  Names = {nameList("TlsFunctions").plain(),
           nameList("ErrorStateFunctions").plain(),
           nameList("StaticBufferFunctions").plain()};
}

void ThreadLocalAcrossSuspensionCheck::storeOptions(
    tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "SingleThreaded", SingleThreaded);
}

void ThreadLocalAcrossSuspensionCheck::analyze(TranslationUnit &TU) {
  for (const Coroutine *C : reportedCoroutines(TU)) {
    // A generator runs on the thread of its consumer.
    if (!C->canSuspend() || isGeneratorOnly(TU.awaitables(), *C))
      continue;
    checkValues(TU, *C);
    if (!staysOnThread(*C))
      checkVariables(TU, *C);
    checkErrors(TU, *C);
  }
}

/// `EXPECT_EQ(before, after)`: a call that is given two values of the kind is a
/// comparison, too.
static bool comparesTwo(const CallExpr *Call, QualType Kind) {
  auto Plain = [](QualType T) {
    return T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  };
  return llvm::count_if(Call->arguments(), [&](const Expr *A) {
           return Plain(A->IgnoreParenImpCasts()->getType()) == Plain(Kind);
         }) >= 2;
}

/// Comparing, testing and printing thread identities is what they are for. A
/// function that takes a pointer by reference is one that compares or prints,
/// too: the macros of test libraries expand to such calls.
static bool isIdle(const FunctionBody &Body, const Expr *Use) {
  const Stmt *P = Body.parent(Use);
  bool IsLoaded = false;
  while (P && isa<ParenExpr, ImplicitCastExpr, MaterializeTemporaryExpr,
                  CXXConstructExpr>(P)) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(P)) {
      if (Cast->getCastKind() == CK_PointerToBoolean)
        return true;
      IsLoaded |= Cast->getCastKind() == CK_LValueToRValue;
    }
    P = Body.parent(P);
  }
  if (isa_and_nonnull<CallExpr>(P) && !isa<CXXOperatorCallExpr>(P) &&
      Use->getType()->isPointerType())
    return !IsLoaded;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(P))
    return B->isComparisonOp();
  if (const auto *R = dyn_cast_or_null<CXXRewrittenBinaryOperator>(P))
    return R->isComparisonOp();
  if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(P))
    return Op->isComparisonOp() || Op->getOperator() == OO_LessLess;
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  return Call && comparesTwo(Call, Use->getType());
}

/// `co_await resume_on(previous)`: a pointer that was taken from a thread-local
/// variable is handed to what is awaited, such as the executor to go back to.
static bool isAwaitedWith(const FunctionBody &Body, const Expr *Use) {
  const Stmt *P = Body.consumerOf(Use);
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  return Call && Body.enclosing<CoawaitExpr>(Use) &&
         llvm::any_of(Call->arguments(),
                      [&](const Expr *A) { return Body.isWithin(Use, A); });
}

void ThreadLocalAcrossSuspensionCheck::checkValues(TranslationUnit &TU,
                                                   const Coroutine &C) {
  const FunctionBody &Body = bodyOf(TU, C.function());
  auto Kind = [&](const Definition &D) { return threadValueOf(TU, D, Names); };
  auto IsTracked = [&](const Definition &D) {
    ThreadValue V = Kind(D);
    return V && (!staysOnThread(C) || V.Kind == ThreadValueKind::Buffer);
  };
  auto Counts = [](const SuspensionPoint &) { return true; };
  auto IsUse = [](const Expr *) { return true; };
  std::vector<LiveValue> Live = liveAcross(TU, C, {IsTracked, Counts, IsUse});
  for (const LiveValue &L : Live) {
    // The variable of a loop that is reported itself is the same mistake.
    const VarDecl *Iterator = loopIteratorOf(L.Def.Variable);
    if (Iterator && llvm::any_of(Live, [&](const LiveValue &Other) {
          return Other.Def.Variable == Iterator;
        }))
      continue;
    ThreadValue V = Kind(L.Def);
    const Expr *Use = L.Uses.front();
    bool IsIdentity = V.Kind == ThreadValueKind::Function ||
                      (V.Kind == ThreadValueKind::Variable &&
                       L.Def.Variable->getType()->isPointerType());
    if (IsIdentity) {
      bool Pointer = L.Def.Variable->getType()->isPointerType();
      auto It = llvm::find_if(L.Uses, [&](const Expr *E) {
        return !isIdle(Body, E) && !(Pointer && isAwaitedWith(Body, E));
      });
      if (It == L.Uses.end())
        continue;
      Use = *It;
    }
    SourceLocation Loc = isa<DeclStmt>(L.Def.Site)
                             ? L.Def.Variable->getLocation()
                             : L.Def.Site->getBeginLoc();
    bool IsLoop = L.Def.Variable->isImplicit();
    if (IsLoop)
      Loc = L.Def.Value->getExprLoc();
    if (!firstReportAt(Loc))
      continue;
    std::string Source = V.Source->getNameAsString();
    // A buffer is reused on whatever thread; the rest is stale on another one.
    Cause Why = threadBound(TU, V.Source);
    if (V.Kind != ThreadValueKind::Buffer)
      Why = leastCertain(std::move(Why), changesThread(TU, C));
    if (IsLoop)
      diag(Loc,
           "this loop suspends while it iterates over the thread-local '%0', "
           "and another thread may run the rest of it",
           "iterate over a copy", std::move(Why))
          << Source;
    else if (V.Kind == ThreadValueKind::Buffer)
      diag(Loc,
           "'%0' points to a buffer of '%1' that the next call reuses, and is "
           "used after a suspension",
           "copy the buffer before the suspension", std::move(Why))
          << L.Def.Variable->getName() << Source;
    else
      diag(Loc,
           "'%0' %select{comes from the thread-local '%2'|belongs to the "
           "thread that called '%2'}1, but is used after a suspension, when "
           "another thread may run the coroutine",
           "get it again after the suspension", std::move(Why))
          << L.Def.Variable->getName() << (V.Kind == ThreadValueKind::Function)
          << Source;
    noteSuspensions(L.Across);
    if (!IsLoop)
      note(Use->getExprLoc(), "used here after the suspension");
  }
}

void ThreadLocalAcrossSuspensionCheck::checkVariables(TranslationUnit &TU,
                                                      const Coroutine &C) {
  const FunctionBody &Body = bodyOf(TU, C.function());
  auto IsTracked = [](const Definition &D) {
    return D.Variable->getTLSKind() != VarDecl::TLS_None;
  };
  auto Counts = [](const SuspensionPoint &) { return true; };
  auto IsUse = [&](const Expr *E) { return !isCounted(Body, E); };
  for (const LiveValue &L : liveAcross(TU, C, {IsTracked, Counts, IsUse})) {
    bool IsDeclaration = isa<DeclStmt>(L.Def.Site);
    SourceLocation Loc = IsDeclaration ? L.Def.Variable->getLocation()
                                       : L.Def.Site->getBeginLoc();
    if (!firstReportAt(Loc))
      continue;
    diag(Loc,
         "thread-local '%0' is set here and read after a suspension, when "
         "another thread with its own '%0' may run the coroutine",
         "keep the value in a local variable", changesThread(TU, C))
        << L.Def.Variable->getName();
    noteSuspensions(L.Across);
    note(L.Uses.front()->getExprLoc(), "read here after the suspension");
  }
}

bool ThreadLocalAcrossSuspensionCheck::staysOnThread(const Coroutine &C) const {
  return SingleThreaded || C.isPinned();
}

void ThreadLocalAcrossSuspensionCheck::checkErrors(TranslationUnit &TU,
                                                   const Coroutine &C) {
  for (const ErrorRead &R : errorReads(TU, C, Names)) {
    if (!firstReportAt(R.Read->getExprLoc()))
      continue;
    diag(R.Read->getExprLoc(),
         "'%0' is read after a suspension, so it says nothing about the calls "
         "before it",
         "read it right after the call that sets it",
         threadBound(TU, R.Name, R.Source))
        << R.Name;
    noteSuspensions(R.After);
  }
}
