// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/Accesses.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Constants.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

static bool isAtomic(TranslationUnit &TU, QualType T) {
  return TU.names().in(NameList::Atomic, recordOf(T));
}

AccessPath async_tidy::readBy(TranslationUnit &TU, const Expr *E) {
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      return pathOf(TU, Cast->getSubExpr());
    return {};
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getConstructor()->isCopyConstructor() && C->getNumArgs() >= 1)
      return pathOf(TU, C->getArg(0));
    return {};
  }
  CallParts P = callParts(E);
  if (!P || !P.Callee || !P.Object || !P.Args.empty())
    return TU.names().in(WordList::AtomicRead, P.Callee) && P.Object &&
                   isAtomic(TU, P.Object->getType())
               ? pathOf(TU, P.Object)
               : AccessPath();
  if (isAtomic(TU, P.Object->getType()) && isa<CXXConversionDecl>(P.Callee))
    return pathOf(TU, P.Object);
  // A getter by value.
  if (!E->isGLValue() && !E->getType()->isPointerType() &&
      !isa<CXXConversionDecl>(P.Callee))
    if (const Expr *Value = onlyReturnedValue(P.Callee);
        Value && isa<MemberExpr>(stripValue(Value)))
      return pathOf(TU, E);
  return {};
}

static WriteAccess assignment(TranslationUnit &TU, const Expr *Target,
                              const Expr *Value) {
  WriteAccess W;
  W.Object = pathOf(TU, Target);
  W.What = isNothing(TU, Value) ? WriteAccess::Clear : WriteAccess::Assign;
  W.Values.push_back(Value);
  return W;
}

/// `void set_x(T v) { x = v; }`: the member, as the call names it.
static WriteAccess throughSetter(TranslationUnit &TU, const CallParts &P) {
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
  AccessPath Inner = pathOf(TU, Target);
  if (Inner.rootKind() != AccessPath::RootKind::This)
    return {};
  WriteAccess W;
  W.Object = seenFrom(TU, Inner, P);
  W.Values.push_back(P.Args[0]);
  return W;
}

WriteAccess async_tidy::writtenBy(TranslationUnit &TU, const Expr *E) {
  WriteAccess W;
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign)
      return assignment(TU, B->getLHS(), B->getRHS());
    if (B->isCompoundAssignmentOp()) {
      W.What = WriteAccess::Change;
      W.Object = pathOf(TU, B->getLHS());
      W.Values.push_back(B->getRHS());
    }
    return W;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->isIncrementDecrementOp()) {
      W.What = WriteAccess::Change;
      W.Object = pathOf(TU, U->getSubExpr());
    }
    return W;
  }
  CallParts P = callParts(E);
  if (!P || !P.Callee || !P.Object || isa<CXXConstructExpr>(E))
    return W;
  OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
  if (Op == OO_Equal && P.arg(1))
    return assignment(TU, P.Object, P.arg(1));
  if (Op == OO_PlusEqual || Op == OO_MinusEqual || Op == OO_PlusPlus ||
      Op == OO_MinusMinus) {
    W.What = WriteAccess::Change;
    W.Object = pathOf(TU, P.Object);
    return W;
  }
  Names &N = TU.names();
  if (N.in(WordList::AtomicWrite, P.Callee) &&
      isAtomic(TU, P.Object->getType()) && P.arg(1))
    return assignment(TU, P.Object, P.arg(1));
  bool HasArgs = P.arg(1) && !isa<CXXDefaultArgExpr>(P.arg(1));
  bool Emplaces = N.speaksOf(Topic::Filling, P.Callee);
  if (N.speaksOf(Topic::Emptying, P.Callee) ||
      (Emplaces && isOfStd(P.Callee))) {
    W.Object = pathOf(TU, P.Object);
    bool Fills = Emplaces || HasArgs;
    W.What = Fills ? WriteAccess::Assign : WriteAccess::Clear;
    W.Values.append(P.Args.begin(), P.Args.end());
    return W;
  }
  return throughSetter(TU, P);
}
