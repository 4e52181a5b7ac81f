// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/CompletionHandlers.h"
#include "analysis/scheduling/CompletionTokens.h"
#include "analysis/syntax/Values.h"
#include "model/Visits.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/RecursiveASTVisitor.h>

using namespace clang;
using namespace async_tidy;

/// The only call operator of a class; of a generic lambda the pattern.
static const FunctionDecl *callOperator(const CXXRecordDecl *R) {
  if (R->isLambda())
    return R->getLambdaCallOperator();
  if (!R->hasDefinition() || R->isInStdNamespace())
    return nullptr;
  const FunctionDecl *Only = nullptr;
  DeclarationName Name =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call);
  for (const NamedDecl *D : R->getDefinition()->lookup(Name)) {
    if (Only)
      return nullptr;
    Only = D->getAsFunction();
  }
  return Only;
}

const FunctionDecl *async_tidy::handlerFunction(const Expr *E) {
  const FunctionDecl *Found = nullptr;
  const Expr *Plain = stripValue(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(Plain);
      U && U->getOpcode() == UO_AddrOf)
    Plain = U->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Plain))
    Found = dyn_cast<FunctionDecl>(Ref->getDecl());
  if (!Found && Plain)
    classInType(Plain->getType(), [&](const CXXRecordDecl *R) {
      Found = callOperator(R);
      return Found != nullptr;
    });
  const FunctionDecl *Def = nullptr;
  return Found && Found->isDefined(Def) ? Def : Found;
}

namespace {
/// Looks for uses of one declaration, in nested lambdas as well.
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  explicit MentionFinder(const ValueDecl *D) : D(D) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitStmt(Stmt *) {
    countVisits();
    return true;
  }
  bool TraverseCStyleCastExpr(CStyleCastExpr *E) { return castAway(E); }
  bool TraverseCXXStaticCastExpr(CXXStaticCastExpr *E) { return castAway(E); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl() == D;
    return !Found;
  }
  bool Found = false;

private:
  bool castAway(ExplicitCastExpr *E) {
    if (E->getType()->isVoidType() &&
        isa<DeclRefExpr>(E->getSubExpr()->IgnoreParenImpCasts()))
      return true;
    return TraverseStmt(E->getSubExpr());
  }
  const ValueDecl *D;
};
} // namespace

bool async_tidy::mentions(const FunctionDecl *F, const ValueDecl *D) {
  MentionFinder Finder(D);
  Finder.TraverseStmt(F->getBody());
  return Finder.Found;
}

bool async_tidy::isExceptionPtr(QualType T) {
  // libstdc++ declares it in a namespace of its own within std.
  const CXXRecordDecl *R = recordOf(T);
  return R && R->getIdentifier() && R->getName() == "exception_ptr";
}

/// `auto x`, `auto &&x`, `auto... xs` of a generic handler.
static bool takesAnything(const ParmVarDecl *P) {
  QualType T = P->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  return T.getNonReferenceType()->isTemplateTypeParmType();
}

bool async_tidy::ignoresFailure(const FunctionDecl *F) {
  if (!F || !F->getBody())
    return false;
  bool Generic = false;
  for (const ParmVarDecl *P : F->parameters()) {
    if (isExceptionPtr(P->getType()))
      return !mentions(F, P);
    Generic |= takesAnything(P);
  }
  return Generic && ignoresArguments(F);
}

bool async_tidy::ignoresArguments(const FunctionDecl *F) {
  if (!F || !F->getBody() || F->parameters().empty())
    return false;
  return llvm::none_of(F->parameters(),
                       [&](const ParmVarDecl *P) { return mentions(F, P); });
}

bool async_tidy::startsOperation(TranslationUnit &TU, const CallParts &Call) {
  if (!Call.Callee || Call.Args.empty() || !Call.Callee->getIdentifier() ||
      !TU.names().speaksOf(Topic::Asynchronous,
                           firstWord(Call.Callee->getName())))
    return false;
  const Expr *Handler = nullptr;
  for (const Expr *A : Call.Args)
    if (!isa<CXXDefaultArgExpr>(A))
      Handler = A;
  const LibraryFile *Lib = TU.names().libraryOf(Call.Callee);
  return Handler && lambdaOf(Handler) && Lib && !Lib->Tokens.Awaitable.empty();
}
