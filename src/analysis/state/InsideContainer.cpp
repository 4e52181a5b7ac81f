// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/InsideContainer.h"
#include "analysis/lifetime/ReferenceTypes.h"
#include "analysis/state/ContainerShapes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/StepsFrom.h"

using namespace clang;
using namespace async_tidy;

/// Does the member of a container give a reference to, or a pointer into, what
/// an element lies in: `at`, `data`, the `emplace_back` that returns one?
static bool givesElement(TranslationUnit &TU, const FunctionDecl *F) {
  Names &N = TU.names();
  return N.in(WordList::ContainerElement, F) ||
         N.in(WordList::ContainerStorage, F) ||
         N.in(WordList::ContainerAppend, F);
}

/// Does it give an iterator: `begin`, `find`, `insert`?
static bool givesIterator(TranslationUnit &TU, const FunctionDecl *F) {
  Names &N = TU.names();
  return N.in(WordList::ContainerIterator, F) ||
         N.in(WordList::ContainerSearch, F) ||
         N.in(WordList::ContainerInsert, F) ||
         N.in(WordList::ContainerReplace, F) || N.speaksOf(Topic::Erasing, F);
}

namespace {

class InsideFinder {
public:
  explicit InsideFinder(TranslationUnit &TU) : TU(TU) {}

  /// Where the object that the glvalue \p E denotes lies.
  Inside ofPlace(const Expr *E, StepsFrom Steps);
  /// Where the pointer, iterator or view \p E points.
  Inside ofPointer(const Expr *E, StepsFrom Steps);

private:
  Inside ofCall(const CallParts &P, StepsFrom Steps);
  Inside ofFunction(const CallParts &P, StepsFrom Steps);
  Inside container(const Expr *E, InsideKind Kind, StepsFrom Steps);
  Inside throughVariable(const Expr *E, StepsFrom Steps);

  TranslationUnit &TU;
};

} // namespace

/// A copy is a new object, in no container.
static const Expr *strip(const Expr *E) {
  return stripValue(E, Through::StaticCasts);
}

/// The iterator of the pair that insertion into a map or set returns.
static bool isInsertedIterator(TranslationUnit &TU, const MemberExpr *M) {
  const auto *R = recordOf(M->getBase()->getType());
  const auto *First = dyn_cast<FieldDecl>(M->getMemberDecl());
  return R && R->isInStdNamespace() && TU.names().in(WordList::Tuple, R) &&
         First && First->getFieldIndex() == 0 &&
         refersToElements(TU, M->getType());
}

Inside InsideFinder::container(const Expr *E, InsideKind Kind,
                               StepsFrom Steps) {
  // A container that is itself an element of an outer one moves with it only
  // when the outer one changes: the innermost is the one to look at.
  QualType T = E->getType();
  bool Arrow = T->isPointerType();
  if (Arrow)
    T = T->getPointeeType();
  ContainerShape Shape = shapeOf(TU.library(), T);
  if (Shape == ContainerShape::None)
    return {};
  AccessPath P = Arrow ? pathOfPointee(TU, E) : pathOf(TU, E);
  if (!P || (Shape == ContainerShape::Holder && Kind != InsideKind::Pointee))
    return {};
  return {P, T.getNonReferenceType(), Kind};
}

/// A local that was initialised with a place in a container and is not changed:
/// what it stands for.
Inside InsideFinder::throughVariable(const Expr *E, StepsFrom Steps) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || isa<ParmVarDecl>(V) || !V->isLocalVarDecl() || !V->getInit() ||
      V->isStaticLocal())
    return {};
  if (V->getType()->isReferenceType())
    return ofPlace(V->getInit(), Steps + 1);
  return refersToElements(TU, V->getType()) ? ofPointer(V->getInit(), Steps + 1)
                                            : Inside();
}

Inside InsideFinder::ofPlace(const Expr *E, StepsFrom Steps) {
  E = strip(E);
  if (!E || Steps.exceed())
    return {};
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(M->getMemberDecl()))
      return {};
    return M->isArrow() ? ofPointer(M->getBase(), Steps + 1)
                        : ofPlace(M->getBase(), Steps + 1);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_Deref)
    return ofPointer(U->getSubExpr(), Steps + 1);
  if (const auto *Cond = dyn_cast<ConditionalOperator>(E)) {
    Inside First = ofPlace(Cond->getTrueExpr(), Steps + 1);
    return First ? First : ofPlace(Cond->getFalseExpr(), Steps + 1);
  }
  if (isa<CallExpr>(E))
    return ofCall(callParts(E), Steps + 1);
  return throughVariable(E, Steps);
}

Inside InsideFinder::ofPointer(const Expr *E, StepsFrom Steps) {
  E = strip(E);
  if (!E || Steps.exceed())
    return {};
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return ofPlace(U->getSubExpr(), Steps + 1);
  if (const auto *Cond = dyn_cast<ConditionalOperator>(E)) {
    Inside First = ofPointer(Cond->getTrueExpr(), Steps + 1);
    return First ? First : ofPointer(Cond->getFalseExpr(), Steps + 1);
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    // An iterator is copied or converted; a view is made of a container.
    if (C->getNumArgs() == 0)
      return {};
    if (const CXXRecordDecl *R = C->getType()->getAsCXXRecordDecl();
        R && isView(TU, R))
      if (Inside I = container(strip(C->getArg(0)), InsideKind::Element, Steps))
        return I;
    return refersToElements(TU, C->getType())
               ? ofPointer(C->getArg(0), Steps + 1)
               : Inside();
  }
  // `m.emplace(…).first`
  if (const auto *M = dyn_cast<MemberExpr>(E); M && isInsertedIterator(TU, M))
    return ofPointer(M->getBase(), Steps + 1);
  // A pointer or view that is stored somewhere does not point to where it is
  // stored.
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  if (E->isGLValue() && !isa<DeclRefExpr>(E) &&
      (E->getType()->isPointerType() || (R && isView(TU, R))))
    return {};
  if (isa<CallExpr>(E))
    return ofCall(callParts(E), Steps + 1);
  return throughVariable(E, Steps);
}

Inside InsideFinder::ofCall(const CallParts &P, StepsFrom Steps) {
  if (!P.Callee || Steps.exceed())
    return {};
  OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
  if (!P.Object || !isa<CXXMethodDecl>(P.Callee))
    return ofFunction(P, Steps);
  const Expr *Object = strip(P.Object);
  QualType ObjectType = Object->getType();
  if (ObjectType->isPointerType())
    ObjectType = ObjectType->getPointeeType();
  ContainerShape Shape = shapeOf(TU.library(), ObjectType);
  if (Shape == ContainerShape::Holder) {
    bool Reaches = Op == OO_Star || Op == OO_Arrow ||
                   TU.names().in(WordList::HolderPointee, P.Callee);
    return Reaches ? container(Object, InsideKind::Pointee, Steps) : Inside();
  }
  if (Shape != ContainerShape::None) {
    if (Op == OO_Subscript || givesElement(TU, P.Callee))
      return container(Object, InsideKind::Element, Steps);
    if (givesIterator(TU, P.Callee))
      return container(Object, InsideKind::Iterator, Steps);
    // A string converts to a view.
    if (isa<CXXConversionDecl>(P.Callee) &&
        refersToElements(TU, P.Callee->getReturnType())) {
      // Short strings lie in the object itself: a view of an element moves
      // with the element.
      Inside Own = container(Object, InsideKind::Element, Steps);
      return Own ? Own : ofPlace(Object, Steps + 1);
    }
    return {};
  }
  // `*it`, `it->`, `++it`, `it + 1`
  if (const CXXRecordDecl *R = recordOf(ObjectType);
      R && (isIterator(TU, R) || isView(TU, R))) {
    Inside I = ofPointer(Object, Steps + 1);
    if (I && I.Kind == InsideKind::Iterator &&
        (Op == OO_Star || Op == OO_Arrow))
      I.Kind = InsideKind::Element;
    return I;
  }
  return ofFunction(P, Steps);
}

/// Algorithms return one of their iterators; a function of the project returns
/// what its return statements say.
Inside InsideFinder::ofFunction(const CallParts &P, StepsFrom Steps) {
  QualType Result = P.Callee->getReturnType();
  if (isOfStd(P.Callee)) {
    const CXXRecordDecl *Iterator = Result->getAsCXXRecordDecl();
    bool GivesIterator = Iterator && isIterator(TU, Iterator);
    for (const Expr *Arg : P.Args) {
      if (refersToElements(TU, Result) && refersToElements(TU, Arg->getType()))
        if (Inside I = ofPointer(Arg, Steps + 1))
          return I;
      // std::begin(v), std::ranges::find(v, x)
      if (GivesIterator || TU.names().in(WordList::ContainerStorage, P.Callee))
        if (Inside I = container(strip(Arg), InsideKind::Iterator, Steps))
          return I;
    }
    return {};
  }
  const FunctionDecl *Def = nullptr;
  if (!refersToElements(TU, Result) || !P.Callee->isDefined(Def) ||
      isa_and_nonnull<CoroutineBodyStmt>(Def->getBody()))
    return {};
  const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
  if (M && M->isVirtual())
    return {};
  Inside Found;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    if (!Return || !Return->getRetValue() || Found)
      return !Found;
    Found = Result->isReferenceType()
                ? ofPlace(Return->getRetValue(), Steps.into(Def))
                : ofPointer(Return->getRetValue(), Steps.into(Def));
    return true;
  });
  Found.Container = seenFrom(TU, Found.Container, P);
  return Found ? Found : Inside();
}

Inside async_tidy::insideOf(TranslationUnit &TU, const Definition &D) {
  InsideFinder Finder(TU);
  const Expr *Value = D.Value;
  if (!Value)
    return {};
  QualType T = D.Variable->getType();
  // `auto [it, inserted] = m.try_emplace(…)`, not any other pair.
  if (!refersToElements(TU, T)) {
    Value = strip(Value);
    if (!isa<DecompositionDecl>(D.Variable) || !isa<CXXMemberCallExpr>(Value))
      return {};
  }
  StepsFrom Start(TU, Value, limits::ContainerSteps);
  Inside Found = T->isReferenceType() ? Finder.ofPlace(Value, Start)
                                      : Finder.ofPointer(Value, Start);
  // The binding has a copy of anything else.
  if (!refersToElements(TU, T) && Found.Kind != InsideKind::Iterator)
    return {};
  return Found;
}
