// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/blocking/BlockingDestructors.h"
#include "analysis/flow/LocalUses.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/BodyWalk.h"
#include "model/ClassLookup.h"

using namespace clang;
using namespace async_tidy;

/// After these members the object has no thread or result left to wait for.
static bool releasesObject(TranslationUnit &TU, const CXXMethodDecl *M) {
  Names &N = TU.names();
  return N.speaksOf(Topic::Detaching, M) || N.speaksOf(Topic::Releasing, M) ||
         N.speaksOf(Topic::Sharing, M) ||
         (M && M->getParent()->isInStdNamespace() && waitsForResult(TU, M));
}

static bool isMove(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && F->getIdentifier() && F->getName() == "move" &&
         Call->getNumArgs() == 1;
}

/// `co_await object`, `co_await any_of(object, …)`, or of a member function
/// that ends its work: then the destructor finds nothing to wait for. With \p
/// Ours, a class of the project that may be awaitable by a route that only its
/// library knows.
static bool isAwaited(TranslationUnit &TU, const VarDecl *V,
                      const FunctionBody &Body, bool Ours) {
  bool Found = false;
  walkUses(Body, V, [&](const Stmt *S) {
    const Expr *Operand = nullptr;
    if (const auto *Await = dyn_cast<CoawaitExpr>(S))
      Operand = Await->getOperand();
    else if (const auto *Await = dyn_cast<DependentCoawaitExpr>(S))
      Operand = Await->getOperand();
    if (!Operand)
      return !Found;
    Found |= variableOf(Operand) == V;
    walkExecuted(Operand, [&](const Stmt *Inner) {
      if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Inner))
        Found |= endsWork(TU, Call->getMethodDecl()) &&
                 variableOf(Call->getImplicitObjectArgument()) == V;
      if (CallParts P = callParts(dyn_cast<Expr>(Inner)); P && Ours)
        Found |= llvm::any_of(
            P.Args, [&](const Expr *A) { return variableOf(A) == V; });
      return !Found;
    });
    return !Found;
  });
  return Found;
}

/// Does somebody else get hold of the awaitable, to wait for it?
static bool isHandedOn(const VarDecl *V, const FunctionBody &Body) {
  bool Found = Body.uses().isNamedInLambda(V);
  walkUses(Body, V, [&](const Stmt *S) {
    CallParts P = callParts(dyn_cast<Expr>(S));
    for (const Expr *A : P.Args) {
      A = stripValue(A);
      if (const auto *U = dyn_cast_or_null<UnaryOperator>(A);
          U && U->getOpcode() == UO_AddrOf)
        A = U->getSubExpr();
      Found |= A && variableOf(A) == V;
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      Found |= llvm::any_of(Lambda->captures(), [&](const LambdaCapture &C) {
        return C.capturesVariable() && C.getCapturedVar() == V;
      });
    return !Found;
  });
  return Found;
}

/// Is a member function called on the object that its destructor calls, too
/// (`stop()`)? Then it has been waited for there.
static bool isEndedBefore(const VarDecl *V, const FunctionBody &Body) {
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  const CXXDestructorDecl *D =
      R && R->hasDefinition() ? R->getDestructor() : nullptr;
  const FunctionDecl *Def = nullptr;
  if (!D || !D->isDefined(Def) || !Def->getBody())
    return false;
  llvm::SmallPtrSet<const Decl *, 4> Ends;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    if (Call && Call->getMethodDecl() &&
        isa<CXXThisExpr>(stripValue(Call->getImplicitObjectArgument())))
      Ends.insert(Call->getMethodDecl()->getCanonicalDecl());
    return true;
  });
  bool Found = false;
  walkUses(Body, V, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    Found |= Call && Call->getMethodDecl() &&
             Ends.contains(Call->getMethodDecl()->getCanonicalDecl()) &&
             variableOf(Call->getImplicitObjectArgument()) == V;
    return !Found;
  });
  return Found;
}

bool async_tidy::isReleased(TranslationUnit &TU, const VarDecl *V,
                            const FunctionBody &Body) {
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  if (isAwaited(TU, V, Body, R && TU.isProjectCode(R)) ||
      isEndedBefore(V, Body))
    return true;
  // An awaitable starts when it is awaited; one that nobody touches again is
  // the matter of async-unawaited-local.
  if (TU.awaitables().classify(V->getType()).isAwaitable() &&
      (isHandedOn(V, Body) || !isMentioned(V, Body)))
    return true;
  bool Released = false;
  walkUses(Body, V, [&](const Stmt *S) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      Released |= releasesObject(TU, Call->getMethodDecl()) &&
                  variableOf(Call->getImplicitObjectArgument()) == V;
    if (const auto *Call = dyn_cast<CallExpr>(S); Call && isMove(Call))
      Released |= variableOf(Call->getArg(0)) == V;
    const Expr *Returned = nullptr;
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      Returned = Return->getRetValue();
    else if (const auto *Return = dyn_cast<CoreturnStmt>(S))
      Returned = Return->getOperand();
    Released |= Returned && variableOf(Returned) == V;
    return !Released;
  });
  return Released;
}

bool async_tidy::isMentioned(const VarDecl *V, const FunctionBody &Body) {
  return !Body.uses().of(V).empty();
}

/// Is \p Arg bound to an rvalue reference of what \p Parent calls? Then it is
/// there to be moved from.
static bool isMovedFrom(const Stmt *Parent, const Stmt *Arg) {
  CallParts P = callParts(dyn_cast<Expr>(Parent));
  if (!P.Callee)
    return false;
  for (unsigned I = 0; I < P.Args.size() && I < P.Callee->getNumParams(); ++I)
    if (P.Args[I] == Arg)
      return P.Callee->getParamDecl(I)->getType()->isRValueReferenceType();
  return false;
}

bool async_tidy::isTemporaryDiscarded(TranslationUnit &TU,
                                      const CXXBindTemporaryExpr *Temp,
                                      const FunctionBody &Body) {
  bool Materialized = false;
  const Stmt *Child = Temp;
  for (const Stmt *P = Body.parent(Temp); P; Child = P, P = Body.parent(P)) {
    if (isa<ExprWithCleanups, ParenExpr, ImplicitCastExpr, ExplicitCastExpr,
            ConditionalOperator>(P))
      continue;
    if (isa<MaterializeTemporaryExpr>(P)) {
      Materialized = true;
      continue;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(P))
      return !releasesObject(TU,
                             dyn_cast<CXXMethodDecl>(Member->getMemberDecl()));
    if (isa<CallExpr, CXXConstructExpr>(P))
      return Materialized && !isMovedFrom(P, Child);
    if (const auto *Comma = dyn_cast<BinaryOperator>(P))
      return Comma->isCommaOp() && Comma->getLHS() == Child;
    // An initialiser constructs the variable itself, unless it is a reference.
    if (isa<DeclStmt>(P))
      return Materialized;
    return isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt,
               CXXForRangeStmt, LabelStmt, SwitchCase>(P);
  }
  return true;
}

bool async_tidy::isThreadedAsync(TranslationUnit &TU, const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E ? stripValue(E) : nullptr);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!TU.names().in(NameList::JoinedFuture, F) || !Call->getNumArgs())
    return false;
  const auto *Policy =
      dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
  const auto *Constant =
      Policy ? dyn_cast<EnumConstantDecl>(Policy->getDecl()) : nullptr;
  return !Constant || Constant->getName() != "deferred";
}

const BlockingEntry *async_tidy::waitEntryOf(TranslationUnit &TU,
                                             const CXXRecordDecl *R) {
  const BlockingEntry *Entry = nullptr;
  anyClassOf(R, [&](const CXXRecordDecl *Class) {
    for (const CXXMethodDecl *M : Class->methods()) {
      if (!TU.names().speaksOf(Topic::Waiting, M))
        continue;
      for (StringRef Name : TU.names().namesOf(M, R))
        if (auto Found = TU.library().blocking(Name, CallableKind::Function);
            !Entry && !Found.empty())
          Entry = Found.front();
    }
    return Entry != nullptr;
  });
  return Entry;
}
