// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/ValueUse.h"

#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/Limits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/STLExtras.h>

using namespace clang;
using namespace async_tidy;

bool async_tidy::isTestingMember(TranslationUnit &TU, const CXXMethodDecl *M) {
  if (!M)
    return false;
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(M))
    return Conversion->getConversionType()->isBooleanType();
  const IdentifierInfo *II = M->getIdentifier();
  if (!II || M->getNumParams() != 0)
    return M->getOverloadedOperator() == OO_Exclaim;
  Names &N = TU.names();
  return M->getReturnType()->isBooleanType() &&
         (II->getName() == "await_ready" || N.speaksOf(Topic::Done, M) ||
          N.speaksOf(Topic::Validity, M));
}

/// Is this `std::ignore` or the like?
static bool isDiscard(TranslationUnit &TU, const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return TU.names().in(NameList::Discard, V);
}

namespace {

/// Climbs from an expression to whatever takes its value.
class Climb {
public:
  Climb(const FunctionBody &Body, const Expr *E) : Body(Body), Current(E) {}

  ValueUseInfo run() {
    const unsigned Most = Body.unit().limit(limits::NestingAroundValue);
    for (unsigned Steps = 0; Steps < Most && !Done; ++Steps) {
      const Stmt *Parent = Body.parent(Current);
      if (!Parent)
        finish(ValueUse::Other, nullptr);
      else if (const auto *E = dyn_cast<Expr>(Parent))
        throughExpr(E);
      else
        throughStmt(Parent);
    }
    if (!Done)
      Body.unit().gaveUp(limits::NestingAroundValue, Body.function());
    return Result;
  }

private:
  void finish(ValueUse Kind, const Stmt *By) {
    Result.Kind = Kind;
    Result.By = By;
    Result.Value = dyn_cast<Expr>(Current);
    Done = true;
  }

  void throughExpr(const Expr *P) {
    if (isa<ParenExpr, FullExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
            SubstNonTypeTemplateParmExpr, OpaqueValueExpr>(P))
      Current = P;
    else if (const auto *C = dyn_cast<CastExpr>(P))
      throughCast(C);
    else if (const auto *B = dyn_cast<BinaryOperator>(P))
      throughBinary(B);
    else if (const auto *U = dyn_cast<UnaryOperator>(P))
      finish(U->getOpcode() == UO_LNot ? ValueUse::Tested : ValueUse::Other, P);
    else if (const auto *C = dyn_cast<AbstractConditionalOperator>(P))
      throughConditional(C);
    else if (isa<CoawaitExpr, DependentCoawaitExpr>(P))
      finish(ValueUse::Awaited, P);
    else if (const auto *M = dyn_cast<MemberExpr>(P))
      throughMember(M);
    else if (isa<CallExpr, CXXConstructExpr>(P))
      throughCall(P);
    else if (isa<InitListExpr, CXXNewExpr, LambdaExpr, CXXParenListInitExpr,
                 CXXStdInitializerListExpr, ParenListExpr, DesignatedInitExpr>(
                 P))
      finish(ValueUse::Stored, P);
    else if (isa<CXXThrowExpr, CoyieldExpr, CXXDefaultArgExpr,
                 CXXUnresolvedConstructExpr, CXXDependentScopeMemberExpr,
                 CXXRewrittenBinaryOperator>(P))
      finish(ValueUse::Passed, P);
    else
      finish(ValueUse::Other, P);
  }

  void throughCast(const CastExpr *C) {
    bool Explicit = isa<ExplicitCastExpr>(C);
    if (C->getCastKind() == CK_ToVoid || C->getType()->isVoidType())
      return Explicit ? finish(ValueUse::Ignored, C) : void(Current = C);
    if (C->getType()->isBooleanType())
      return finish(ValueUse::Tested, C);
    if (C->isTypeDependent() && Explicit)
      return finish(ValueUse::Passed, C);
    Result.IsDirect &= !Explicit;
    Current = C;
  }

  void throughBinary(const BinaryOperator *B) {
    bool IsLeft = B->getLHS() == Current;
    if (B->getOpcode() == BO_Comma)
      return IsLeft ? finish(ValueUse::Discarded, B) : void(Current = B);
    if (B->isLogicalOp())
      return finish(ValueUse::Tested, B);
    if (B->getOpcode() == BO_Assign) {
      if (IsLeft)
        return finish(ValueUse::Assigned, B);
      return finish(isDiscard(Body.unit(), B->getLHS()) ? ValueUse::Ignored
                                                        : ValueUse::Stored,
                    B);
    }
    finish(ValueUse::Other, B);
  }

  void throughConditional(const AbstractConditionalOperator *C) {
    const auto *Binary = dyn_cast<BinaryConditionalOperator>(C);
    if (!Binary && C->getCond() == Current)
      return finish(ValueUse::Tested, C);
    Result.IsDirect = false;
    Current = C;
  }

  /// The object of a member call, or of an access to a data member.
  void throughMember(const MemberExpr *M) {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Body.parent(M));
    if (!Call)
      return finish(ValueUse::Other, M);
    bool Tests = isTestingMember(Body.unit(), Call->getMethodDecl());
    finish(Tests ? ValueUse::Tested : ValueUse::Passed, Call);
  }

  void wrap(const Expr *P) {
    Result.IsDirect = false;
    Current = P;
  }

  void throughCall(const Expr *P) {
    CallParts Parts = callParts(P);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(P)) {
      bool Copies = Construct->getConstructor()->isCopyOrMoveConstructor() &&
                    Construct->getArg(0) == Current;
      return Copies ? wrap(P) : finish(ValueUse::Passed, P);
    }
    const auto *Call = cast<CallExpr>(P);
    if (stripValue(Call) == stripValue(dyn_cast<Expr>(Current)) &&
        Call->getNumArgs() == 1)
      return wrap(P); // std::move and its like
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
    if (!Operator)
      return finish(ValueUse::Passed, P);
    if (Operator->getOperator() == OO_Exclaim)
      return finish(ValueUse::Tested, P);
    if (Operator->getOperator() != OO_Equal || Operator->getNumArgs() != 2)
      return finish(ValueUse::Passed, P);
    if (Operator->getArg(0) == Current)
      return finish(ValueUse::Assigned, P);
    finish(isDiscard(Body.unit(), Operator->getArg(0)) ? ValueUse::Ignored
                                                       : ValueUse::Stored,
           P);
  }

  void throughStmt(const Stmt *P) {
    if (const auto *D = dyn_cast<DeclStmt>(P))
      return throughDeclaration(D);
    if (isa<ReturnStmt, CoreturnStmt>(P))
      return finish(ValueUse::Returned, P);
    if (isa<LabelStmt, AttributedStmt>(P)) {
      // The value of `({ label: f(); })` is that of `f()`.
      const Stmt *Before = Current;
      Current = P;
      const Stmt *Above = Body.parent(P);
      if (Above && isa<CompoundStmt, LabelStmt, AttributedStmt>(Above))
        return;
      Current = Before;
      return finish(ValueUse::Discarded, P);
    }
    if (const auto *C = dyn_cast<CompoundStmt>(P)) {
      const auto *Whole = dyn_cast_or_null<StmtExpr>(Body.parent(C));
      if (Whole && !C->body_empty() && C->body_back() == Current)
        return void(Current = Whole);
      return finish(ValueUse::Discarded, P);
    }
    if (conditionOf(P) == Current)
      return finish(ValueUse::Tested, P);
    if (isa<CXXForRangeStmt>(P))
      return finish(isBodyOf(P) ? ValueUse::Discarded : ValueUse::Passed, P);
    if (isa<IfStmt, WhileStmt, DoStmt, ForStmt, SwitchStmt, SwitchCase>(P))
      return finish(ValueUse::Discarded, P);
    finish(ValueUse::Other, P);
  }

  void throughDeclaration(const DeclStmt *D) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit() == Current)
        Result.Variable = V;
    finish(ValueUse::Stored, D);
  }

  bool isBodyOf(const Stmt *P) const {
    const auto *For = cast<CXXForRangeStmt>(P);
    return For->getBody() == Current || For->getInit() == Current;
  }

  const FunctionBody &Body;
  const Stmt *Current;
  ValueUseInfo Result;
  bool Done = false;
};

} // namespace

ValueUseInfo async_tidy::useOfValue(const FunctionBody &Body, const Expr *E) {
  return Climb(Body, E).run();
}
