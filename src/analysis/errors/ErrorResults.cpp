// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/ErrorResults.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/flow/ValueUse.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

/// The error codes that the arguments of \p Parts mention: where
/// redirect_error puts the error.
static void addMentioned(TranslationUnit &TU, const CallParts &Parts,
                         ErrorResult &Result) {
  for (const Expr *Arg : Parts.Args)
    walkExecuted(Arg, [&](const Stmt *S) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
        if (isa<VarDecl>(Ref->getDecl()) && isErrorCode(TU, Ref->getType()))
          Result.Variables.insert(Ref->getDecl());
      } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
        if (isa<FieldDecl>(Member->getMemberDecl()) &&
            isErrorCode(TU, Member->getType()))
          Result.Variables.insert(Member->getMemberDecl());
      }
      return true;
    });
}

/// Is \p S part of a statement that writes a log, as far as its name tells?
static bool isLogged(TranslationUnit &TU, const FunctionBody &Body,
                     const Stmt *S) {
  for (; S; S = Body.parent(S)) {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      continue;
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && F->getOverloadedOperator() == OO_LessLess)
      return true;
    if (isLogging(TU, F) || isLogging(TU, callParts(Call).objectClass()))
      return true;
  }
  return false;
}

/// Is this use of an error without a consequence that matters here: part of the
/// operation itself, a log, a condition, `ec.clear()`, `ec = {}`?
static bool isUnderstood(TranslationUnit &TU, const FunctionBody &Body,
                         const Stmt *Use, const Expr *Await) {
  if (Body.isWithin(Use, Await) || isLogged(TU, Body, Use) ||
      Body.isInCondition(cast<Expr>(Use)))
    return true;
  const Stmt *Up = Body.consumerOf(Use);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Up))
    return TU.names().speaksOf(Topic::Emptying, Member->getMemberDecl());
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
    return Call->getOperator() == OO_Equal;
  return isa_and_nonnull<DeclStmt, CompoundStmt>(Up);
}

/// Finds uses of the error that lead out of sight.
static bool escapes(TranslationUnit &TU, const FunctionBody &Body,
                    const ErrorResult &Result, const Expr *Await) {
  bool Escapes = false;
  walkExecuted(Body.body(), [&](const Stmt *S) {
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      D = Member->getMemberDecl();
    else if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      for (const LambdaCapture &C : Lambda->captures())
        Escapes |= C.capturesVariable() &&
                   Result.Variables.contains(C.getCapturedVar());
    if (D && Result.Variables.contains(D))
      Escapes |= !isUnderstood(TU, Body, S, Await);
    return !Escapes;
  });
  return Escapes;
}

std::optional<ErrorResult> async_tidy::errorResultOf(TranslationUnit &TU,
                                                     const FunctionBody &Body,
                                                     const SuspensionPoint &P) {
  CallParts Parts = callParts(P.Operand ? stripValue(P.Operand) : nullptr);
  if (!Parts || !Parts.Callee || P.E->isTypeDependent())
    return std::nullopt;
  ErrorResult Result;
  Result.Operation = Parts.Callee;
  bool Known = llvm::any_of(Parts.Args, [&](const Expr *Arg) {
    return classInType(Arg->getType(), [&](const CXXRecordDecl *R) {
      Result.Library = TU.names().find(NameList::NonThrowingToken, R);
      return Result.Library != nullptr;
    });
  });
  if (!Known)
    return std::nullopt;
  addMentioned(TU, Parts, Result);
  bool Redirected = !Result.Variables.empty();
  ValueUseInfo Use = useOfValue(Body, P.E);
  if (Redirected && Use.Variable)
    Result.Values.insert(Use.Variable);
  if (!Redirected && Use.Kind == ValueUse::Stored && Use.Variable) {
    if (const auto *Parts = dyn_cast<DecompositionDecl>(Use.Variable)) {
      for (const BindingDecl *B : Parts->bindings())
        (isErrorCode(TU, B->getType()) ? Result.Variables : Result.Values)
            .insert(B);
      Result.Escapes = Result.Variables.empty();
    } else {
      Result.Variables.insert(Use.Variable);
    }
  } else if (!Redirected && !Use.isLost()) {
    Result.Escapes = true;
  }
  Result.Escapes |= escapes(TU, Body, Result, P.E);
  return Result;
}
