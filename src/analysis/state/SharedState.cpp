// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/SharedState.h"
#include "analysis/lifetime/AwaitedInPlace.h"
#include "analysis/state/ContainerShapes.h"
#include "analysis/state/TasksOfMember.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"

using namespace clang;
using namespace async_tidy;

const VarDecl *async_tidy::threadLocalRoot(const AccessPath &P) {
  const VarDecl *V = P.variable();
  return V && V->getTLSKind() != VarDecl::TLS_None ? V : nullptr;
}

/// A pointer that nobody else has.
static bool isUniqueOwner(TranslationUnit &TU, QualType T) {
  return TU.names().in(WordList::UniqueOwner, T->getAsCXXRecordDecl());
}

/// Was the object behind this pointer made here, so that nobody else has it?
static bool isFresh(TranslationUnit &TU, const VarDecl *V) {
  if (isUniqueOwner(TU, V->getType()))
    return true;
  const Expr *Init = V->getInit() ? stripValue(V->getInit()) : nullptr;
  if (!Init)
    return true;
  if (isa<CXXNewExpr, UnaryOperator>(Init))
    return true;
  const FunctionDecl *F = callParts(Init).Callee;
  if (TU.names().in(NameList::SharedResult, F))
    return false;
  return F && F->getIdentifier() &&
         TU.names().speaksOf(Topic::Making, firstWord(F->getName()));
}

/// How a lambda captures \p V: nothing if it does not.
static std::optional<LambdaCaptureKind> captureOf(const LambdaExpr *L,
                                                  const VarDecl *V) {
  for (const LambdaCapture &C : L->captures())
    if (C.capturesVariable() && C.getCapturedVar() == V)
      return C.getCaptureKind();
  return std::nullopt;
}

/// Does a library file say that one task at a time touches the object: by one
/// of the members on the path, by the variable, or by the type of either?
static bool isExclusive(TranslationUnit &TU, const AccessPath &P) {
  auto IsListed = [&](const ValueDecl *D) {
    if (TU.names().in(NameList::Exclusive, D))
      return true;
    QualType T = D->getType().getNonReferenceType();
    return TU.names().typeIn(NameList::Exclusive, T);
  };
  const VarDecl *V = P.variable();
  return (V && IsListed(V)) ||
         llvm::any_of(P.steps(), [&](const AccessPath::Step &S) {
           return S.What == AccessPath::Step::Field &&
                  IsListed(static_cast<const FieldDecl *>(S.Id));
         });
}

/// `std::string &error`: by its name, or because its type is a class of error
/// codes, the caller's own variable for how it went.
static bool isOutParameter(TranslationUnit &TU, const ParmVarDecl *P) {
  const CXXRecordDecl *R = recordOf(P->getType());
  return TU.names().in(WordList::ErrorCode, R) ||
         TU.names().speaksOf(Topic::OutParameter, P);
}

/// `std::map<K, V> &found`: a container that a coroutine without a result fills
/// is its result. Unless a call is seen that gives it a shared one, the caller
/// has it for himself.
static bool isFilledForCaller(TranslationUnit &TU, const Coroutine &C,
                              const ParmVarDecl *P) {
  QualType Result = TU.awaitables().resultOf(C.function()->getReturnType());
  ContainerShape Shape =
      shapeOf(TU.library(), P->getType().getNonReferenceType());
  return !Result.isNull() && Result->isVoidType() &&
         !P->getType().getNonReferenceType().isConstQualified() &&
         Shape != ContainerShape::None && Shape != ContainerShape::Holder &&
         !TU.shared<AwaitedInPlace>().isGivenForeign(C, P);
}

/// A member that one task works on.
static bool isOfOneTask(TranslationUnit &TU, const AccessPath &P) {
  const AccessPath::Step &First = P.steps().front();
  return First.What == AccessPath::Step::Field &&
         TU.shared<TasksOfMember>().hasOneWriter(
             static_cast<const FieldDecl *>(First.Id));
}

/// Does the class hold what its accessors lead to in itself, as optional and
/// expected do? Then what they give of a constant object is constant; what a
/// pointer leads to is not.
static bool holdsByValue(TranslationUnit &TU, const CXXRecordDecl *R) {
  R = R ? R->getDefinition() : nullptr;
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           QualType T = M->getReturnType();
           bool Accesses = M->getOverloadedOperator() == OO_Star ||
                           M->getOverloadedOperator() == OO_Arrow ||
                           TU.names().speaksOf(Topic::Result, M);
           return Accesses && M->isConst() && M->getNumParams() == 0 &&
                  (T->isReferenceType() || T->isPointerType()) &&
                  T->getPointeeType().isConstQualified();
         });
}

bool async_tidy::isShared(TranslationUnit &TU, const AccessPath &P,
                          const Coroutine &C) {
  if (isExclusive(TU, P))
    return false;
  if (P.rootKind() == AccessPath::RootKind::This)
    return !P.steps().empty() && !isOfOneTask(TU, P);
  const VarDecl *V = P.variable();
  if (!V || V->isConstexpr())
    return false;
  if (V->hasGlobalStorage())
    return V->getTLSKind() == VarDecl::TLS_None &&
           !V->getType().isConstQualified();
  QualType T = V->getType();
  bool Indirect = !P.steps().empty() &&
                  P.steps()[0].What == AccessPath::Step::Pointee &&
                  !holdsByValue(TU, T->getAsCXXRecordDecl());
  if (const LambdaExpr *L = C.lambda())
    if (auto How = captureOf(L, V))
      if (*How == LCK_ByRef)
        return !TU.shared<AwaitedInPlace>().ownsCapture(C, V);
  if (T->isReferenceType()) {
    const auto *Param = dyn_cast<ParmVarDecl>(V);
    if (Param && P.steps().empty() &&
        (isOutParameter(TU, Param) || isFilledForCaller(TU, C, Param)))
      return false;
    return !T->isRValueReferenceType() &&
           !(Param && TU.shared<AwaitedInPlace>().ownsArgument(C, Param));
  }
  if (isa<ParmVarDecl>(V))
    return Indirect && !isUniqueOwner(TU, T);
  return Indirect && !isFresh(TU, V);
}
