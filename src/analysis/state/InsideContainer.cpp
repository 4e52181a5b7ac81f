// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/InsideContainer.h"
#include "analysis/lifetime/ReferenceTypes.h"
#include "analysis/state/ContainerShapes.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

static constexpr unsigned MaxDepth = 10;

namespace {

class InsideFinder {
public:
  explicit InsideFinder(TranslationUnit &TU)
      : Lib(TU.library()), Ctx(TU.context()) {}

  /// Where the object that the glvalue \p E denotes lies.
  Inside ofPlace(const Expr *E, unsigned Depth);
  /// Where the pointer, iterator or view \p E points.
  Inside ofPointer(const Expr *E, unsigned Depth);

private:
  Inside ofCall(const CallParts &P, unsigned Depth);
  Inside ofFunction(const CallParts &P, unsigned Depth);
  Inside container(const Expr *E, InsideKind Kind, unsigned Depth);
  Inside throughVariable(const Expr *E, unsigned Depth);

  const Library &Lib;
  const ASTContext &Ctx;
};

} // namespace

/// A copy is a new object, in no container.
static const Expr *strip(const Expr *E) {
  return stripValue(E, Through::StaticCasts);
}

/// The iterator of the pair that insertion into a map or set returns.
static bool isInsertedIterator(const MemberExpr *M) {
  const auto *R = recordOf(M->getBase()->getType());
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         R->getName() == "pair" &&
         M->getMemberNameInfo().getAsString() == "first" &&
         refersToElements(M->getType());
}

Inside InsideFinder::container(const Expr *E, InsideKind Kind, unsigned Depth) {
  // A container that is itself an element of an outer one moves with it only
  // when the outer one changes: the innermost is the one to look at.
  QualType T = E->getType();
  bool Arrow = T->isPointerType();
  if (Arrow)
    T = T->getPointeeType();
  ContainerShape Shape = shapeOf(Lib, T);
  if (Shape == ContainerShape::None)
    return {};
  AccessPath P = Arrow ? pathOfPointee(E, Ctx) : pathOf(E, Ctx);
  if (!P || (Shape == ContainerShape::Holder && Kind != InsideKind::Pointee))
    return {};
  return {P, T.getNonReferenceType(), Kind};
}

/// A local that was initialised with a place in a container and is not changed:
/// what it stands for.
Inside InsideFinder::throughVariable(const Expr *E, unsigned Depth) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || isa<ParmVarDecl>(V) || !V->isLocalVarDecl() || !V->getInit() ||
      V->isStaticLocal())
    return {};
  if (V->getType()->isReferenceType())
    return ofPlace(V->getInit(), Depth + 1);
  return refersToElements(V->getType()) ? ofPointer(V->getInit(), Depth + 1)
                                        : Inside();
}

Inside InsideFinder::ofPlace(const Expr *E, unsigned Depth) {
  E = strip(E);
  if (!E || Depth > MaxDepth)
    return {};
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(M->getMemberDecl()))
      return {};
    return M->isArrow() ? ofPointer(M->getBase(), Depth + 1)
                        : ofPlace(M->getBase(), Depth + 1);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_Deref)
    return ofPointer(U->getSubExpr(), Depth + 1);
  if (const auto *Cond = dyn_cast<ConditionalOperator>(E)) {
    Inside First = ofPlace(Cond->getTrueExpr(), Depth + 1);
    return First ? First : ofPlace(Cond->getFalseExpr(), Depth + 1);
  }
  if (isa<CallExpr>(E))
    return ofCall(callParts(E), Depth + 1);
  return throughVariable(E, Depth);
}

Inside InsideFinder::ofPointer(const Expr *E, unsigned Depth) {
  E = strip(E);
  if (!E || Depth > MaxDepth)
    return {};
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return ofPlace(U->getSubExpr(), Depth + 1);
  if (const auto *Cond = dyn_cast<ConditionalOperator>(E)) {
    Inside First = ofPointer(Cond->getTrueExpr(), Depth + 1);
    return First ? First : ofPointer(Cond->getFalseExpr(), Depth + 1);
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    // An iterator is copied or converted; a view is made of a container.
    if (C->getNumArgs() == 0)
      return {};
    if (const CXXRecordDecl *R = C->getType()->getAsCXXRecordDecl();
        R && isView(R))
      if (Inside I = container(strip(C->getArg(0)), InsideKind::Element, Depth))
        return I;
    return refersToElements(C->getType()) ? ofPointer(C->getArg(0), Depth + 1)
                                          : Inside();
  }
  // `m.emplace(…).first`
  if (const auto *M = dyn_cast<MemberExpr>(E); M && isInsertedIterator(M))
    return ofPointer(M->getBase(), Depth + 1);
  // A pointer that is stored somewhere does not point to where it is stored.
  if (E->isGLValue() && !isa<DeclRefExpr>(E) && E->getType()->isPointerType())
    return {};
  if (isa<CallExpr>(E))
    return ofCall(callParts(E), Depth + 1);
  return throughVariable(E, Depth);
}

Inside InsideFinder::ofCall(const CallParts &P, unsigned Depth) {
  if (!P.Callee || Depth > MaxDepth)
    return {};
  OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
  if (!P.Object || !isa<CXXMethodDecl>(P.Callee))
    return ofFunction(P, Depth);
  const Expr *Object = strip(P.Object);
  QualType ObjectType = Object->getType();
  if (ObjectType->isPointerType())
    ObjectType = ObjectType->getPointeeType();
  ContainerShape Shape = shapeOf(Lib, ObjectType);
  if (Shape == ContainerShape::Holder) {
    bool Reaches =
        Op == OO_Star || Op == OO_Arrow || isNamed(P.Callee, {"get", "value"});
    return Reaches ? container(Object, InsideKind::Pointee, Depth) : Inside();
  }
  if (Shape != ContainerShape::None) {
    if (Op == OO_Subscript ||
        isNamed(P.Callee, {"at", "front", "back", "top", "data", "c_str",
                           "emplace_back"}))
      return container(Object, InsideKind::Element, Depth);
    if (isNamed(P.Callee,
                {"begin", "end", "rbegin", "rend", "cbegin", "cend", "find",
                 "lower_bound", "upper_bound", "insert", "emplace", "erase",
                 "try_emplace", "insert_or_assign", "equal_range"}))
      return container(Object, InsideKind::Iterator, Depth);
    // A string converts to a view.
    if (isa<CXXConversionDecl>(P.Callee) &&
        refersToElements(P.Callee->getReturnType())) {
      // Short strings lie in the object itself: a view of an element moves
      // with the element.
      Inside Own = container(Object, InsideKind::Element, Depth);
      return Own ? Own : ofPlace(Object, Depth + 1);
    }
    return {};
  }
  // `*it`, `it->`, `++it`, `it + 1`
  if (const CXXRecordDecl *R = recordOf(ObjectType);
      R && (isIterator(R) || isView(R))) {
    Inside I = ofPointer(Object, Depth + 1);
    if (I && I.Kind == InsideKind::Iterator &&
        (Op == OO_Star || Op == OO_Arrow))
      I.Kind = InsideKind::Element;
    return I;
  }
  return ofFunction(P, Depth);
}

/// Algorithms return one of their iterators; a function of the project returns
/// what its return statements say.
Inside InsideFinder::ofFunction(const CallParts &P, unsigned Depth) {
  QualType Result = P.Callee->getReturnType();
  if (isOfStd(P.Callee)) {
    const CXXRecordDecl *Iterator = Result->getAsCXXRecordDecl();
    bool GivesIterator = Iterator && isIterator(Iterator);
    for (const Expr *Arg : P.Args) {
      if (refersToElements(Result) && refersToElements(Arg->getType()))
        if (Inside I = ofPointer(Arg, Depth + 1))
          return I;
      // std::begin(v), std::ranges::find(v, x)
      if (GivesIterator || isNamed(P.Callee, {"data"}))
        if (Inside I = container(strip(Arg), InsideKind::Iterator, Depth))
          return I;
    }
    return {};
  }
  const FunctionDecl *Def = nullptr;
  if (!refersToElements(Result) || !P.Callee->isDefined(Def) ||
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
                ? ofPlace(Return->getRetValue(), Depth + 1)
                : ofPointer(Return->getRetValue(), Depth + 1);
    return true;
  });
  Found.Container = seenFrom(Found.Container, P, Ctx);
  return Found ? Found : Inside();
}

Inside async_tidy::insideOf(TranslationUnit &TU, const Definition &D) {
  InsideFinder Finder(TU);
  const Expr *Value = D.Value;
  if (!Value)
    return {};
  QualType T = D.Variable->getType();
  // `auto [it, inserted] = m.try_emplace(…)`, not any other pair.
  if (!refersToElements(T)) {
    Value = strip(Value);
    if (!isa<DecompositionDecl>(D.Variable) || !isa<CXXMemberCallExpr>(Value))
      return {};
  }
  Inside Found = T->isReferenceType() ? Finder.ofPlace(Value, 0)
                                      : Finder.ofPointer(Value, 0);
  // Of anything else the binding has a copy.
  if (!refersToElements(T) && Found.Kind != InsideKind::Iterator)
    return {};
  return Found;
}
