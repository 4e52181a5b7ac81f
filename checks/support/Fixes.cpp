// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/Fixes.h"
#include "checks/support/SuspensionHarm.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <clang/Lex/Lexer.h>

using namespace clang;
using namespace async_tidy;

/// The promise of the coroutine \p F, or nullptr if F is none.
static const CXXRecordDecl *promiseIn(TranslationUnit &TU,
                                      const FunctionDecl *F) {
  const Coroutine *C = TU.coroutine(F);
  if (!C)
    return nullptr;
  if (const CXXRecordDecl *Promise = C->promise())
    return Promise;
  return TU.awaitables().promiseOf(F->getReturnType());
}

AwaitAdvice async_tidy::awaitAdvice(TranslationUnit &TU,
                                    const FunctionBody &Body, const Expr *E,
                                    QualType T) {
  AwaitAdvice Result;
  const FunctionDecl *F = Body.function();
  bool Accepted = TU.awaitables().accepts(promiseIn(TU, F), T);
  bool InHandler = Body.enclosing<CXXCatchStmt>(E);
  bool InDefault = Body.enclosing<CXXDefaultArgExpr>(E) ||
                   Body.enclosing<CXXDefaultInitExpr>(E);
  Result.Allowed = Accepted && !InHandler && !InDefault;
  // What is right for one instantiation may not compile in the next.
  Result.Editable = !E->getBeginLoc().isMacroID() &&
                    !E->getEndLoc().isMacroID() &&
                    !F->isTemplateInstantiation();
  if (Result.Allowed) {
    std::string Harm = harmOfSuspension(TU, Body, E);
    Result.Safe = Harm.empty();
    Result.Text = "await it with 'co_await'" + Harm;
  }
  if (Result.Allowed)
    return Result;
  if (Accepted && InHandler)
    Result.Text = "await it after the handler, inside of which co_await is "
                  "not allowed";
  else if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) || TU.coroutine(F))
    Result.Text = "hand it to something that awaits it";
  else
    Result.Text = "return it, or hand it to something that awaits it";
  return Result;
}

SmallVector<FixItHint, 2> async_tidy::insertAwait(const Expr *E,
                                                  const ASTContext &Ctx) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E->IgnoreImplicit());
  if (!Operator || !Operator->isInfixBinaryOp())
    return {FixItHint::CreateInsertion(E->getBeginLoc(), "co_await ")};
  SourceLocation End = Lexer::getLocForEndOfToken(
      E->getEndLoc(), 0, Ctx.getSourceManager(), Ctx.getLangOpts());
  return {FixItHint::CreateInsertion(E->getBeginLoc(), "co_await ("),
          FixItHint::CreateInsertion(End, ")")};
}

std::optional<FixItHint> async_tidy::explicitObjectFix(TranslationUnit &TU,
                                                       const LambdaExpr *L) {
  if (!TU.context().getLangOpts().CPlusPlus23 || !L->hasExplicitParameters() ||
      L->isMutable() || L->getBeginLoc().isMacroID() ||
      L->getCallOperator()->isExplicitObjectMemberFunction() ||
      llvm::any_of(L->captures(), [](const LambdaCapture &C) {
        return C.getCaptureKind() == LCK_ByRef;
      }))
    return std::nullopt;
  // The parameter list starts behind the captures and template parameters.
  SourceLocation After = L->getIntroducerRange().getEnd();
  if (const TemplateParameterList *T = L->getTemplateParameterList();
      T && T->getRAngleLoc().isValid())
    After = T->getRAngleLoc();
  std::optional<Token> Paren =
      Lexer::findNextToken(After, TU.sources(), TU.context().getLangOpts());
  if (!Paren || Paren->isNot(tok::l_paren))
    return std::nullopt;
  bool Empty = L->getCallOperator()->param_empty();
  return FixItHint::CreateInsertion(Paren->getEndLoc(),
                                    Empty ? "this auto" : "this auto, ");
}
