// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/locks/LockEvents.h"
#include "analysis/calls/AcquiringNames.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

#include <clang/AST/Attr.h>

using namespace clang;
using namespace async_tidy;

LockEventList LockEvents::of(const CFGElement &E) {
  LockEventList Out;
  if (auto S = E.getAs<CFGStmt>()) {
    statement(S->getStmt(), Out);
  } else if (auto D = E.getAs<CFGAutomaticObjDtor>()) {
    endOfScope(D->getVarDecl(), Out);
  } else if (auto D = E.getAs<CFGTemporaryDtor>()) {
    Out.push_back(LockEvent(LockEvent::ReleaseAll,
                            AccessPath::ofTemporary(D->getBindTemporaryExpr()),
                            nullptr));
  }
  return Out;
}

/// What \p V holds ends with it; and `scope_exit unlock([&] { m.unlock(); });`
/// unlocks then.
void LockEvents::endOfScope(const VarDecl *V, LockEventList &Out) {
  Out.push_back(LockEvent(LockEvent::ReleaseAll, AccessPath::of(V), nullptr));
  const CXXRecordDecl *R = recordOf(V->getType());
  // std::function and containers do not call what they hold.
  if (!V->getInit() || !R || R->isLambda() ||
      (R->isInStdNamespace() && !TU.names().in(NameList::ScopeGuard, R)) ||
      !R->hasDefinition() || !R->hasNonTrivialDestructor())
    return;
  walkExecuted(V->getInit(), [&](const Stmt *S) {
    if (const auto *Closure = dyn_cast<LambdaExpr>(S))
      Calls.releasesIn(
          Closure->getBody(), nullptr,
          [](const AccessPath &Path) { return Path; }, Out);
    return true;
  });
}

LockEventList LockEvents::atEntry() {
  LockEventList Out;
  const FunctionDecl *F = Body.function();
  for (const ParmVarDecl *P : F->parameters()) {
    QualType T = P->getType();
    if (T->isRValueReferenceType())
      T = T.getNonReferenceType();
    HoldInfo Info = Types.holdOf(T);
    bool IsGuard = Info.Shape == HoldShape::Guard ||
                   (Info.Shape == HoldShape::Owner &&
                    Types.holdOf(Info.Owned).Shape == HoldShape::Guard);
    if (!Info || !IsGuard)
      continue;
    AccessPath Path = AccessPath::of(P);
    LockEvent Held(LockEvent::Acquire,
                   Info.Shape == HoldShape::Owner ? Path.pointee() : Path,
                   nullptr);
    Held.Loc = P->getLocation();
    Held.Hold = Info.Kind;
    Held.Reason = Info.Reason;
    Out.push_back(Held);
  }
  for (const auto *A : F->specific_attrs<RequiresCapabilityAttr>())
    for (const Expr *Lock : A->args()) {
      LockEvent Held(LockEvent::Acquire, lockPath(Lock), Lock);
      Held.Loc = F->getLocation();
      Held.IsRaw = true;
      Out.push_back(Held);
    }
  return Out;
}

void LockEvents::statement(const Stmt *S, LockEventList &Out) {
  if (const auto *D = dyn_cast<DeclStmt>(S))
    return declaration(D, Out);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(S))
    return temporary(B, Out);
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S)) {
    Out.push_back(LockEvent(LockEvent::Suspend, {}, cast<Expr>(S)));
    return;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    Out.push_back(LockEvent(LockEvent::ReleaseAll,
                            pathOfPointee(TU, Delete->getArgument()), Delete));
    return;
  }
  // The compiler's own calls around an await are not in the written body.
  const auto *E = dyn_cast<Expr>(S);
  if (!E || !Body.contains(E))
    return;
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && dependentCall(Call, Out))
    return;
  if (CallParts P = callParts(E))
    Calls.call(P, Out);
}

/// In a template's pattern the members of `std::unique_lock<M>` are names only.
bool LockEvents::dependentCall(const CallExpr *Call, LockEventList &Out) {
  const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(
      Call->getCallee()->IgnoreParenImpCasts());
  if (!Member || Member->isImplicitAccess() ||
      !Member->getMember().isIdentifier())
    return false;
  StringRef Name = Member->getMember().getAsIdentifierInfo()->getName();
  LockCall What = Types.memberNamed(Name);
  bool Release =
      What == LockCall::Release || TU.names().speaksOf(Topic::Releasing, Name);
  const Expr *Object = Member->getBase();
  HoldInfo Info = Types.holdOf(Object->getType());
  if (!Info || (What == LockCall::None && !Release))
    return true;
  LockEvent Event(Release ? LockEvent::Release : LockEvent::Acquire,
                  lockPath(Object), Call);
  Event.Loc = Call->getBeginLoc();
  Event.Hold = Info.Kind;
  Out.push_back(Event);
  return true;
}

void LockEvents::declaration(const DeclStmt *D, LockEventList &Out) {
  for (const Decl *Each : D->decls())
    if (const auto *V = dyn_cast<VarDecl>(Each))
      variable(V, Out);
}

bool async_tidy::isAwaitedGuard(TranslationUnit &TU, const Expr *E) {
  const auto *Await = dyn_cast<CoawaitExpr>(stripValue(E));
  const CXXRecordDecl *R =
      Await ? Await->getType()->getAsCXXRecordDecl() : nullptr;
  CallParts Call =
      Await ? callParts(stripValue(Await->getOperand())) : CallParts();
  return R && R->hasDefinition() && !R->hasTrivialDestructor() &&
         acquiresByName(TU, Call.Callee);
}

void LockEvents::variable(const VarDecl *V, LockEventList &Out) {
  const Expr *Init = V->getInit();
  AccessPath P = AccessPath::of(V);
  QualType T = V->getType();
  if (!Init || V->isInvalidDecl() || V->isStaticLocal())
    return;
  if (T->isReferenceType()) {
    // A reference to a temporary keeps it alive; any other is only a name.
    const MaterializeTemporaryExpr *Temp = extendedTemporary(V);
    if (!Temp)
      return;
    T = Temp->getType();
  } else if (T->isPointerType()) {
    const auto *New = dyn_cast<CXXNewExpr>(Init->IgnoreParenImpCasts());
    if (!New || !New->getInitializer())
      return;
    P = P.pointee();
    T = New->getAllocatedType();
    Init = New->getInitializer();
  }
  LockEvent Model(LockEvent::Acquire, P, Init);
  Model.Loc = V->getLocation();
  if (!Types.holdOf(T)) {
    Model.Hold = HoldKind::Async;
    if (isAwaitedGuard(TU, Init))
      Out.push_back(Model);
    return;
  }
  Out.push_back(LockEvent(LockEvent::ReleaseAll, AccessPath::of(V), Init));
  this->Init.initialise(P, T, Init, Model, Out);
}

/// A temporary lives to the end of the full expression, unless it initialises
/// something: then it is not an object of its own.
void LockEvents::temporary(const CXXBindTemporaryExpr *B, LockEventList &Out) {
  if (!Types.holdOf(B->getType()))
    return;
  for (const Stmt *S = Body.parent(B), *Child = B; S;
       Child = S, S = Body.parent(S)) {
    if (isa<MaterializeTemporaryExpr>(S)) {
      if (cast<MaterializeTemporaryExpr>(S)->getStorageDuration() !=
          SD_FullExpression)
        return;
      break;
    }
    if (isa<ParenExpr, ImplicitCastExpr, CXXFunctionalCastExpr,
            CXXBindTemporaryExpr, ExprWithCleanups>(S))
      continue;
    // `f(Guard(m))` creates the parameter itself, `Guard g = Guard(m)` the
    // variable; only a discarded value is a temporary.
    const auto *Comma = dyn_cast<BinaryOperator>(S);
    bool Discarded =
        (Comma && Comma->getOpcode() == BO_Comma && Comma->getLHS() == Child) ||
        isa<CompoundStmt>(S);
    if (!Discarded)
      return;
    break;
  }
  LockEvent Model(LockEvent::Acquire, AccessPath::ofTemporary(B), B);
  Model.Loc = B->getBeginLoc();
  Init.initialise(Model.Path, B->getType(), B->getSubExpr(), Model, Out);
}

AccessPath LockEvents::testedLock(const Expr *Condition, bool &Held) {
  Held = true;
  for (unsigned N = 0; Condition && N < limits::ConditionSteps; ++N) {
    Condition = Condition->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(Condition);
        U && U->getOpcode() == UO_LNot) {
      Held = !Held;
      Condition = U->getSubExpr();
      continue;
    }
    if (const auto *C = dyn_cast<ExprWithCleanups>(Condition)) {
      Condition = C->getSubExpr();
      continue;
    }
    // `bool got = m.try_lock(); if (got)`
    if (const auto *V = variableOf(Condition);
        V && V->getInit() && V->getType()->isBooleanType()) {
      Condition = V->getInit();
      continue;
    }
    CallParts P = callParts(Condition);
    if (!P || !P.Callee || !P.Object)
      return {};
    if (Types.lockCall(P.Callee) == LockCall::TryAcquire ||
        isa<CXXConversionDecl>(P.Callee))
      return lockPath(P.Object);
    return TU.names().speaksOf(Topic::LockTest, P.Callee) ? lockPath(P.Object)
                                                          : AccessPath();
  }
  return {};
}
