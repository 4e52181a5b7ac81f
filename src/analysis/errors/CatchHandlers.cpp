// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/errors/CatchHandlers.h"
#include "analysis/calls/CallIndex.h"
#include "analysis/calls/NoReturn.h"
#include "analysis/errors/Exceptions.h"
#include "analysis/errors/Vocabulary.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/syntax/AccessPath.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

using namespace clang;
using namespace async_tidy;

const CXXCatchStmt *
async_tidy::firstHandler(const CXXTryStmt *Try,
                         llvm::function_ref<bool(QualType)> Catches) {
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
    if (Catches(Try->getHandler(I)->getCaughtType()))
      return Try->getHandler(I);
  return nullptr;
}

namespace {

class HandlerReader {
public:
  HandlerReader(TranslationUnit &TU, const FunctionBody &Body,
                const CXXCatchStmt *Handler)
      : TU(TU), Body(Body), Handler(Handler) {}

  HandlerFacts read();

private:
  void visit(const Stmt *S);
  void visitCall(const CallExpr *Call);
  void assign(const Expr *Target);
  void store(const Expr *Target);
  bool asserts(const CallParts &Parts) const;
  bool isAboutException(const Stmt *S) const;
  /// Is \p E the exception: the object, current_exception(), a variable of the
  /// handler that holds it?
  bool isException(const Expr *E) const;
  void follow(const Expr *E);
  bool takenBy(const Stmt *User, const Expr *E);
  bool takenByCall(const CallExpr *Call, const Expr *E);
  bool isUsedOutside(const ValueDecl *D) const;
  bool isLocal(const ValueDecl *D) const {
    const auto *V = dyn_cast<VarDecl>(D);
    return V && Locals.contains(V);
  }

  TranslationUnit &TU;
  const FunctionBody &Body;
  const CXXCatchStmt *Handler;
  llvm::SmallPtrSet<const VarDecl *, 4> Locals, Holders;
  HandlerFacts Facts;
};

} // namespace

HandlerFacts HandlerReader::read() {
  Facts.Exception = Handler->getExceptionDecl();
  walkExecuted(Handler->getHandlerBlock(), [&](const Stmt *S) {
    visit(S);
    return true;
  });
  return std::move(Facts);
}

/// The variable or member that an assignment to \p Target changes.
static const ValueDecl *assignedDecl(const Expr *Target) {
  Target = Target->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Target))
    return Ref->getDecl();
  if (const auto *Member = dyn_cast<MemberExpr>(Target))
    return Member->getMemberDecl();
  return nullptr;
}

/// Is \p S written in the argument or the text of a macro whose name speaks of
/// \p T, such as those of test frameworks?
static bool isInMacro(TranslationUnit &TU, const Stmt *S, Topic T) {
  const SourceManager &SM = TU.sources();
  SourceLocation Loc = S->getBeginLoc();
  while (Loc.isMacroID()) {
    StringRef Name =
        Lexer::getImmediateMacroName(Loc, SM, TU.context().getLangOpts());
    if (TU.names().speaksOf(T, Name) &&
        !TU.names().speaksOf(Topic::Logging, Name))
      return true;
    Loc = SM.getImmediateExpansionRange(Loc).getBegin();
  }
  return false;
}

void HandlerReader::visit(const Stmt *S) {
  if (const auto *Decl = dyn_cast<DeclStmt>(S)) {
    for (const class Decl *D : Decl->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        Locals.insert(V);
  } else if (isa<CXXThrowExpr>(S)) {
    Facts.Throws = true;
  } else if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    if (Assign->getOpcode() == BO_Assign || Assign->getOpcode() == BO_OrAssign)
      assign(Assign->getLHS());
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    visitCall(Call);
  }
  if (const auto *E = dyn_cast<Expr>(S); E && isException(E)) {
    Facts.Asserts |= isInMacro(TU, E, Topic::Asserting);
    follow(E);
  } else if (isa<CallExpr>(S)) {
    Facts.Asserts |= isInMacro(TU, S, Topic::Failing);
  }
}

void HandlerReader::assign(const Expr *Target) {
  const ValueDecl *D = assignedDecl(Target);
  if (D && !isLocal(D))
    Facts.Sets.insert(D);
  store(Target);
}

/// The variable whose part \p Target is has the failure from now on.
void HandlerReader::store(const Expr *Target) {
  const VarDecl *V = pathOf(TU, Target).variable();
  if (V && !isLocal(V))
    Facts.Stores.insert(V);
}

static bool isStdFunction(const FunctionDecl *F, StringRef Name) {
  return F && F->getIdentifier() && F->isInStdNamespace() &&
         F->getName() == Name;
}

void HandlerReader::visitCall(const CallExpr *Call) {
  CallParts Parts = callParts(Call);
  const FunctionDecl *F = Parts.Callee;
  if (!F)
    return;
  if (TU.shared<NoReturn>().never(Parts) ||
      TU.names().speaksOf(Topic::Rethrowing, F)) {
    Facts.Throws = true;
    return;
  }
  if (Parts.Object && F->getOverloadedOperator() == OO_Equal) {
    assign(Parts.Object);
    return;
  }
  Facts.Asserts |= asserts(Parts);
  // `flag.store(true)`, `error.emplace(…)`, `stopped.set()`.
  if (Parts.Object && isa<CXXMethodDecl>(F) &&
      !cast<CXXMethodDecl>(F)->isConst()) {
    if (const ValueDecl *D = assignedDecl(Parts.Object); D && !isLocal(D))
      Facts.Sets.insert(D);
    // `reply.set_status(500)`; what closes or cancels something tells nothing.
    if (!Parts.Args.empty() && !isCleanupOperation(TU, F))
      store(Parts.Object);
  }
  const FunctionDecl *Target = executedFunction(TU, Parts);
  if (!Target || !TU.isProjectCode(Target) || TU.coroutine(Target))
    return;
  const ThrowSite *Site = TU.shared<ExceptionFlow>().escape(Target);
  Facts.Rethrows |= Site && Site->IsExplicit;
}

bool HandlerReader::isAboutException(const Stmt *S) const {
  bool Found = false;
  walkExecuted(S, [&](const Stmt *Child) {
    const auto *E = dyn_cast<Expr>(Child);
    Found |= E && isException(E);
    return !Found;
  });
  return Found;
}

static bool isComparison(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return Op->isComparisonOp();
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return Rewritten->isComparisonOp();
  const auto *Op = dyn_cast<BinaryOperator>(E);
  return Op && Op->isComparisonOp();
}

/// `check(e.code() == operation_aborted)`: whoever is told the outcome of a
/// comparison expects one. Members, which may only count it, have to be called
/// so.
bool HandlerReader::asserts(const CallParts &Parts) const {
  const FunctionDecl *F = Parts.Callee;
  if (F->isOverloadedOperator() || isLogging(TU, F) ||
      (isa<CXXMethodDecl>(F) && !TU.names().speaksOf(Topic::Asserting, F)))
    return false;
  return llvm::any_of(Parts.Args, [&](const Expr *Arg) {
    return isComparison(Arg) && isAboutException(Arg);
  });
}

bool HandlerReader::isException(const Expr *E) const {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && (V == Facts.Exception || Holders.contains(V));
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && isStdFunction(Call->getDirectCallee(), "current_exception");
}

/// Goes up from an expression that holds the exception to what takes it.
void HandlerReader::follow(const Expr *E) {
  const Expr *Value = E;
  for (unsigned N = 0; N < limits::ExceptionUses; ++N) {
    const Stmt *User = Body.parent(Value);
    const auto *Up = dyn_cast_or_null<Expr>(User);
    bool Same = Up && (isa<ParenExpr, ImplicitCastExpr, ExprWithCleanups,
                           MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                           CXXFunctionalCastExpr, CXXStaticCastExpr,
                           CXXConstructExpr, InitListExpr>(Up));
    if (!Same && User && !takenBy(User, Value))
      return;
    if (!Up || Facts.PassesOn)
      return;
    Value = Up;
  }
}

/// What \p User does with the exception in \p E. \returns true if the value of
/// \p User holds the exception in turn.
bool HandlerReader::takenBy(const Stmt *User, const Expr *E) {
  if (const auto *Decl = dyn_cast<DeclStmt>(User)) {
    for (const class Decl *D : Decl->decls())
      if (const auto *V = dyn_cast<VarDecl>(D);
          V && V->getInit() && Body.isWithin(E, V->getInit()))
        Holders.insert(V);
    return false;
  }
  if (isa<LambdaExpr>(User)) {
    Facts.PassesOn = true;
    return false;
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(User)) {
    if (Assign->getOpcode() == BO_Assign &&
        Body.isWithin(E, Assign->getRHS())) {
      const ValueDecl *D = assignedDecl(Assign->getLHS());
      Facts.PassesOn |= !D || (!isLocal(D) && isUsedOutside(D));
    }
    return false;
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(User))
    return C->getCond() != E;
  if (const auto *Call = dyn_cast<CallExpr>(User))
    return takenByCall(Call, E);
  return false;
}

bool HandlerReader::takenByCall(const CallExpr *Call, const Expr *E) {
  CallParts Parts = callParts(Call);
  const FunctionDecl *F = Parts.Callee;
  // The object of a member call is looked at, not passed.
  if (Parts.Object && Body.isWithin(E, Parts.Object))
    return false;
  if (!F || F->getOverloadedOperator() == OO_Call) {
    Facts.PassesOn = true;
    return false;
  }
  if (F->getOverloadedOperator() == OO_Equal) {
    const ValueDecl *D = assignedDecl(Parts.Object);
    if (D && isLocal(D))
      Holders.insert(cast<VarDecl>(D));
    else
      Facts.PassesOn |= !D || isUsedOutside(D);
    return false;
  }
  if (F->isOverloadedOperator())
    return false;
  if (isLogging(TU, F) || isLogging(TU, Parts.objectClass()))
    return false;
  if (isa<CXXMethodDecl>(F) && Parts.Object &&
      !isa<CXXThisExpr>(Parts.Object->IgnoreParenImpCasts())) {
    Facts.PassesOn = true;
    return false;
  }
  // A function that turns the exception into something else.
  return !Call->getType()->isVoidType();
}

/// Is the exception_ptr that \p Ref names only asked whether it is null, or
/// set?
static bool isTestOrTarget(const FunctionBody &Body, const DeclRefExpr *Ref) {
  const CXXRecordDecl *R = recordOf(Ref->getType());
  if (!R || !R->getIdentifier() || R->getName() != "exception_ptr")
    return false;
  const Stmt *Up = Body.consumerOf(Ref);
  if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
    return (Op->getOperator() == OO_Equal &&
            Body.isWithin(Ref, Op->getArg(0))) ||
           Op->getOperator() == OO_EqualEqual ||
           Op->getOperator() == OO_ExclaimEqual;
  const auto *Member = dyn_cast_or_null<MemberExpr>(Up);
  return Member && isa<CXXConversionDecl>(Member->getMemberDecl());
}

/// Does the function mention \p D outside the handler, or can others?
bool HandlerReader::isUsedOutside(const ValueDecl *D) const {
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || !V->isLocalVarDecl())
    return true;
  return llvm::any_of(Body.uses().of(D), [&](const DeclRefExpr *Ref) {
    return !Body.isWithin(Ref, Handler) && !isTestOrTarget(Body, Ref);
  });
}

HandlerFacts async_tidy::factsOf(TranslationUnit &TU, const FunctionBody &Body,
                                 const CXXCatchStmt *Handler) {
  return HandlerReader(TU, Body, Handler).read();
}
