// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/Accesses.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Constants.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

static bool isAtomic(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R || !R->getIdentifier())
    return false;
  return (R->getName() == "atomic" || R->getName() == "__atomic_base" ||
          R->getName() == "atomic_ref") &&
         R->isInStdNamespace();
}

AccessPath async_tidy::readBy(const Expr *E, const ASTContext &Ctx) {
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      return pathOf(Cast->getSubExpr(), Ctx);
    return {};
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getConstructor()->isCopyConstructor() && C->getNumArgs() >= 1)
      return pathOf(C->getArg(0), Ctx);
    return {};
  }
  CallParts P = callParts(E);
  if (!P || !P.Callee || !P.Object || !P.Args.empty())
    return isNamed(P.Callee, {"load"}) && P.Object &&
                   isAtomic(P.Object->getType())
               ? pathOf(P.Object, Ctx)
               : AccessPath();
  if (isAtomic(P.Object->getType()) && isa<CXXConversionDecl>(P.Callee))
    return pathOf(P.Object, Ctx);
  // A getter by value.
  if (!E->isGLValue() && !E->getType()->isPointerType() &&
      !isa<CXXConversionDecl>(P.Callee))
    if (const Expr *Value = onlyReturnedValue(P.Callee);
        Value && isa<MemberExpr>(stripValue(Value)))
      return pathOf(E, Ctx);
  return {};
}

static WriteAccess assignment(const Expr *Target, const Expr *Value,
                              const ASTContext &Ctx) {
  WriteAccess W;
  W.Object = pathOf(Target, Ctx);
  W.What = isNothing(Value) ? WriteAccess::Clear : WriteAccess::Assign;
  W.Values.push_back(Value);
  return W;
}

/// `void set_x(T v) { x = v; }`: the member, as the call names it.
static WriteAccess throughSetter(const CallParts &P, const ASTContext &Ctx) {
  const FunctionDecl *Def = nullptr;
  const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
  if (!M || M->isVirtual() || P.Args.size() != 1 || !M->isDefined(Def))
    return {};
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Def->getBody());
  if (!Body || Body->size() != 1)
    return {};
  const Stmt *Only = Body->body_front();
  if (const auto *C = dyn_cast<ExprWithCleanups>(Only))
    Only = C->getSubExpr();
  const Expr *Target = nullptr, *Value = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(Only);
      B && B->getOpcode() == BO_Assign) {
    Target = B->getLHS();
    Value = B->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Only);
             Call && Call->getOperator() == OO_Equal) {
    Target = Call->getArg(0);
    Value = Call->getArg(1);
  }
  if (!Target || variableOf(Value) != Def->getParamDecl(0))
    return {};
  AccessPath Inner = pathOf(Target, Ctx);
  if (Inner.rootKind() != AccessPath::RootKind::This)
    return {};
  WriteAccess W;
  W.Object = seenFrom(Inner, P, Ctx);
  W.Values.push_back(P.Args[0]);
  return W;
}

WriteAccess async_tidy::writtenBy(const Expr *E, const ASTContext &Ctx) {
  WriteAccess W;
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign)
      return assignment(B->getLHS(), B->getRHS(), Ctx);
    if (B->isCompoundAssignmentOp()) {
      W.What = WriteAccess::Change;
      W.Object = pathOf(B->getLHS(), Ctx);
      W.Values.push_back(B->getRHS());
    }
    return W;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->isIncrementDecrementOp()) {
      W.What = WriteAccess::Change;
      W.Object = pathOf(U->getSubExpr(), Ctx);
    }
    return W;
  }
  CallParts P = callParts(E);
  if (!P || !P.Callee || !P.Object || isa<CXXConstructExpr>(E))
    return W;
  OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
  if (Op == OO_Equal && P.arg(1))
    return assignment(P.Object, P.arg(1), Ctx);
  if (Op == OO_PlusEqual || Op == OO_MinusEqual || Op == OO_PlusPlus ||
      Op == OO_MinusMinus) {
    W.What = WriteAccess::Change;
    W.Object = pathOf(P.Object, Ctx);
    return W;
  }
  if (isNamed(P.Callee, {"store"}) && isAtomic(P.Object->getType()) && P.arg(1))
    return assignment(P.Object, P.arg(1), Ctx);
  bool HasArgs = P.arg(1) && !isa<CXXDefaultArgExpr>(P.arg(1));
  if (isNamed(P.Callee, {"reset", "clear"}) ||
      (isNamed(P.Callee, {"emplace"}) && isOfStd(P.Callee))) {
    W.Object = pathOf(P.Object, Ctx);
    bool Fills = isNamed(P.Callee, {"emplace"}) || HasArgs;
    W.What = Fills ? WriteAccess::Assign : WriteAccess::Clear;
    W.Values.append(P.Args.begin(), P.Args.end());
    return W;
  }
  return throughSetter(P, Ctx);
}
