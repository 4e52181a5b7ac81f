// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/lifetime/DanglingAwaitResultCheck.h"
#include "analysis/lifetime/ObjectLifetime.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

void DanglingAwaitResultCheck::analyze(TranslationUnit &TU) {
  for (const Coroutine *C : TU.coroutines()) {
    if (C->isDependent())
      continue;
    const FunctionBody &Body = bodyOf(TU, C->function());
    for (const SuspensionPoint &Point : C->suspensions())
      if (const auto *E = dyn_cast<CoawaitExpr>(Point.E))
        checkSuspension(TU, Body, E);
  }
}

/// Does \p Up still denote, or refer to, a part of what its operand \p E
/// denotes?
static bool passesOn(TranslationUnit &TU, const Stmt *Up) {
  if (const auto *M = dyn_cast<MemberExpr>(Up)) {
    if (isa<CXXMethodDecl>(M->getMemberDecl()))
      return isa<CXXConversionDecl>(M->getMemberDecl());
    QualType T = M->getMemberDecl()->getType();
    return !M->isArrow() && !T->isReferenceType() && !T->isPointerType();
  }
  if (const auto *Cast = dyn_cast<CastExpr>(Up))
    return Cast->getCastKind() != CK_LValueToRValue;
  if (const auto *U = dyn_cast<UnaryOperator>(Up))
    return U->getOpcode() == UO_AddrOf;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Up))
    return isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()) &&
           isReferenceLike(TU, Call->getType(), ReferenceKinds());
  // A view of what is awaited; a copy of anything else.
  if (const auto *C = dyn_cast<CXXConstructExpr>(Up))
    return isView(TU, C->getConstructor()->getParent()) &&
           C->getNumArgs() >= 1 &&
           !C->getConstructor()->isCopyOrMoveConstructor();
  return isa<ParenExpr, ExprWithCleanups, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(Up);
}

/// Can the program read \p V after its declaration?
static bool isUsed(const VarDecl *V) {
  if (const auto *Bound = dyn_cast<DecompositionDecl>(V))
    return llvm::any_of(Bound->bindings(),
                        [](const BindingDecl *B) { return B->isReferenced(); });
  return V->isReferenced() || V->isCXXForRangeDecl() || V->isImplicit();
}

/// `(co_await query()).rows()`: is \p Init the call of a member of the value
/// that \p E gives, which is a temporary, and returns that a part of it?
static bool isPartOfValue(TranslationUnit &TU, const Expr *E,
                          const Expr *Init) {
  const auto *Call =
      dyn_cast<CXXMemberCallExpr>(stripValue(Init, Through::StaticCasts));
  if (!Call || E->isGLValue() || !Call->getMethodDecl() ||
      isa<CXXConversionDecl>(Call->getMethodDecl()) ||
      !(Call->isGLValue() ||
        isReferenceLike(TU, Call->getType(), ReferenceKinds())) ||
      !E->getType()->isRecordType() ||
      stripValue(Call->getImplicitObjectArgument(), Through::StaticCasts) != E)
    return false;
  return TU.shared<ReturnedParts>().of(Call->getMethodDecl()).What ==
         ReturnedParts::Part::Object;
}

void DanglingAwaitResultCheck::checkSuspension(TranslationUnit &TU,
                                               const FunctionBody &Body,
                                               const CoawaitExpr *E) {
  bool PassesOn = true;
  const Stmt *Up = Body.parent(E);
  for (; Up && !isa<DeclStmt, CXXForRangeStmt>(Up); Up = Body.parent(Up)) {
    if (!isa<Expr>(Up))
      return;
    PassesOn &= passesOn(TU, Up);
  }
  // The range of a loop is the initialiser of a hidden variable.
  const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Up);
  const auto *Declaration =
      Loop ? Loop->getRangeStmt() : dyn_cast_or_null<DeclStmt>(Up);
  if (!Declaration || (Loop && !Body.isWithin(E, Loop->getRangeInit())))
    return;
  for (const Decl *D : Declaration->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->getInit() || V->getInit()->containsErrors() || !isUsed(V) ||
        (!Loop && !Body.isWithin(E, V->getInit())))
      continue;
    QualType T = V->getType();
    bool IsView =
        !T->isReferenceType() && isReferenceLike(TU, T, ReferenceKinds());
    bool IsResult =
        E->isGLValue() || isReferenceLike(TU, E->getType(), ReferenceKinds());
    bool IsRange = V->isImplicit();
    bool IsPart = isPartOfValue(TU, E, V->getInit());
    // Since C++23 the temporaries of a range-for's initialiser live as long as
    // the loop ([stmt.ranged]/3, P2718).
    if (IsRange && TU.context().getLangOpts().CPlusPlus23)
      continue;
    if (IsPart && (T->isReferenceType() || IsView)) {
      reportPart(V, IsRange, E);
    } else if (!IsResult) {
      if (IsView && lifetimeOf(TU, V->getInit()).Life == Lifetime::Temporary)
        reportTemporary(V);
    } else if (PassesOn &&
               (IsView || T->isReferenceType() || T->isPointerType())) {
      report(TU, V, IsRange, E, resultOfAwait(TU, E));
    }
  }
}

/// The `&` or `&&` of the variable's type, or no place.
static SourceLocation sigilOf(const VarDecl *V) {
  const TypeSourceInfo *Info = V->getTypeSourceInfo();
  auto Loc =
      Info ? Info->getTypeLoc().getAs<ReferenceTypeLoc>() : ReferenceTypeLoc();
  return Loc ? Loc.getSigilLoc() : SourceLocation();
}

void DanglingAwaitResultCheck::report(TranslationUnit &TU, const VarDecl *V,
                                      bool IsRange, const CoawaitExpr *E,
                                      const AwaitResult &Result) {
  if (Result.Owner == ResultOwner::Other)
    return;
  SourceLocation Loc = IsRange ? E->getKeywordLoc() : V->getLocation();
  if (!firstReportAt(Loc))
    return;
  QualType Awaited = E->getOperand()->getType();
  bool ByType =
      Result.Owner == ResultOwner::Frame || Result.Owner == ResultOwner::State;
  Cause Why = ByType ? lostWork(TU, Awaited, TU.awaitables().classify(Awaited))
                     : byLanguage();
  unsigned Owner = Result.Owner == ResultOwner::Argument ? 2 : ByType;
  if (IsRange) {
    diag(Loc,
         "the loop runs over %select{a part of the awaited temporary|the "
         "result that the awaited temporary owns|a temporary that the awaited "
         "operation was given}0, which is destroyed before the first iteration",
         "keep the value in a variable before the loop", Why)
        << Owner;
  } else {
    auto Diag =
        diag(Loc,
             "%0 refers to %select{a part of the awaited temporary|the result "
             "that the awaited temporary owns|a temporary that the awaited "
             "operation was given}1, which is destroyed at the end of this "
             "statement",
             "keep the value itself", Why);
    if (isa<DecompositionDecl>(V))
      Diag << "the structured binding";
    else
      Diag << V;
    Diag << Owner;
    if (SourceLocation Sigil = sigilOf(V);
        Sigil.isFileID() && E->getType()->isObjectType())
      offer(Diag, FixItHint::CreateRemoval(Sigil), /*Safe=*/false);
  }
  if (Result.Member && Result.Member->getIdentifier())
    note(Result.Resume->getLocation(),
         ("'await_resume' returns a reference that comes from the member '" +
          Result.Member->getName() + "'")
             .str());
  else
    note(Result.Resume->getLocation(),
         "'await_resume' returns a reference to it");
}

void DanglingAwaitResultCheck::reportTemporary(const VarDecl *V) {
  if (firstReportAt(V->getLocation()))
    diag(V->getLocation(),
         "%0 is a view of the temporary that co_await yields, which is "
         "destroyed at the end of this statement",
         "keep the value itself", byLanguage())
        << V;
}

void DanglingAwaitResultCheck::reportPart(const VarDecl *V, bool IsRange,
                                          const CoawaitExpr *E) {
  SourceLocation Loc = IsRange ? E->getKeywordLoc() : V->getLocation();
  if (!firstReportAt(Loc))
    return;
  if (IsRange)
    diag(Loc,
         "the loop runs over a part of the temporary that co_await yields, "
         "which is destroyed before the first iteration",
         "keep the value in a variable before the loop", byLanguage());
  else
    diag(Loc,
         "%0 refers to a part of the temporary that co_await yields, which is "
         "destroyed at the end of this statement",
         "keep the value itself", byLanguage())
        << V;
}
