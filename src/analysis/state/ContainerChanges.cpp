// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/state/ContainerChanges.h"
#include "analysis/state/ContainerShapes.h"
#include "analysis/state/TasksOfMember.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"
#include "model/Limits.h"

using namespace clang;
using namespace async_tidy;

/// std::erase, std::swap, std::exchange: changes what it is given.
static bool changesArguments(TranslationUnit &TU, const FunctionDecl *F) {
  Names &N = TU.names();
  return F->isInStdNamespace() &&
         (N.speaksOf(Topic::Erasing, F) || N.speaksOf(Topic::Swapping, F) ||
          N.speaksOf(Topic::Exchanging, F));
}

static const Decl *ownerOf(const AccessPath &P) {
  if (const FieldDecl *F = P.lastField())
    return F->getCanonicalDecl();
  const VarDecl *V = P.variable();
  return V && V->hasGlobalStorage() ? V->getCanonicalDecl() : nullptr;
}

ContainerChanges::ContainerChanges(TranslationUnit &TU)
    : TU(TU), Lib(TU.library()) {
  for (const FunctionDecl *F : TU.functions()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
        (Method && Method->getOverloadedOperator() == OO_Equal))
      continue;
    auto Note = [&](const Expr *Place, const Expr *E, StringRef Name) {
      QualType T = Place->getType();
      bool Arrow = T->isPointerType();
      if (shapeOf(Lib, Arrow ? T->getPointeeType() : T) == ContainerShape::None)
        return;
      AccessPath P = Arrow ? pathOfPointee(TU, Place) : pathOf(TU, Place);
      if (const Decl *Owner = ownerOf(P))
        Changes[Owner].push_back({E, F, Name});
    };
    walkExecuted(writtenBody(F), [&](const Stmt *S) {
      CallParts P = callParts(dyn_cast<Expr>(S));
      if (!P || !P.Callee)
        return true;
      const auto *M = dyn_cast<CXXMethodDecl>(P.Callee);
      OverloadedOperatorKind Op = P.Callee->getOverloadedOperator();
      if (isa<CXXConstructorDecl>(P.Callee)) {
        // Moved into something else.
        const Expr *Arg = P.arg(1);
        if (Arg && Arg->isXValue() && P.Args.size() == 1)
          Note(stripValue(Arg), P.E, "=");
      } else if (M && P.Object && !M->isConst()) {
        if (Op == OO_Equal || Op == OO_PlusEqual)
          Note(stripValue(P.Object), P.E, "=");
        else if (Op == OO_Subscript)
          Note(stripValue(P.Object), P.E, "[]");
        else if (M->getIdentifier())
          Note(stripValue(P.Object), P.E, M->getName());
      } else if (changesArguments(TU, P.Callee)) {
        for (const Expr *Arg : P.Args)
          Note(stripValue(Arg), P.E, "=");
      }
      return true;
    });
  }
}

/// Does the change \p Name of a container of this shape invalidate? "=" is an
/// assignment, "[]" the operator, which adds what is not there yet.
static bool invalidates(const Library &Lib, StringRef Name,
                        ContainerShape Shape, InsideKind Kind) {
  auto Is = [&](WordList List) { return Lib.contains(List, Name); };
  bool Iterator = Kind == InsideKind::Iterator;
  if (Name == "=")
    return true;
  if (Shape == ContainerShape::Holder)
    return Is(WordList::ChangesHolder);
  if (Is(WordList::ChangesAny))
    return true;
  switch (Shape) {
  case ContainerShape::Array:
    return Is(WordList::ChangesArray);
  case ContainerShape::Flat:
    return Name == "[]" || Is(WordList::ChangesFlat);
  case ContainerShape::Deque:
    return Is(WordList::ChangesDeque) ||
           (Iterator && Is(WordList::ChangesDequeIterator));
  case ContainerShape::Hash:
    return Iterator && (Name == "[]" || Is(WordList::ChangesHashIterator));
  case ContainerShape::Node:
    return Is(WordList::ChangesNode);
  default:
    return false;
  }
}

/// The variables that \p E names, and those that they were initialised with:
/// the iterator, and the key that it was looked up with.
static void collectNamed(const Stmt *E, unsigned Depth,
                         llvm::SmallPtrSetImpl<const VarDecl *> &Out) {
  if (Depth > limits::VariablesToKey)
    return;
  walkExecuted(E, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    const ValueDecl *D = Ref ? Ref->getDecl() : nullptr;
    if (const auto *B = dyn_cast_or_null<BindingDecl>(D))
      D = B->getDecomposedDecl();
    const auto *V = dyn_cast_or_null<VarDecl>(D);
    if (V && !V->hasGlobalStorage() && Out.insert(V).second && V->getInit())
      collectNamed(V->getInit(), Depth + 1, Out);
    return true;
  });
}

/// Is \p Change `erase(it)` or `erase(key)` of the element of \p Def?
static bool erasesOwn(TranslationUnit &TU, const ContainerChange &Change,
                      const Definition &Def) {
  const Expr *Erased = callParts(Change.E).arg(1);
  if (!Erased || !TU.names().speaksOf(Topic::Erasing, Change.Name))
    return false;
  llvm::SmallPtrSet<const VarDecl *, 8> Own;
  Own.insert(Def.Variable);
  collectNamed(Def.Value, 0, Own);
  bool Same = false;
  walkExecuted(Erased, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    const ValueDecl *D = Ref ? Ref->getDecl() : nullptr;
    if (const auto *B = dyn_cast_or_null<BindingDecl>(D))
      D = B->getDecomposedDecl();
    const auto *V = dyn_cast_or_null<VarDecl>(D);
    Same |= V && Own.contains(V);
    return !Same;
  });
  return Same;
}

/// Does a change of one element leave the others where they are?
static bool keepsOthers(ContainerShape Shape) {
  return Shape == ContainerShape::Node || Shape == ContainerShape::Hash;
}

const ContainerChange *
ContainerChanges::invalidating(const Inside &What, const FunctionDecl *User,
                               const Definition &Def) const {
  const Decl *Owner = ownerOf(What.Container);
  auto It = Owner ? Changes.find(Owner) : Changes.end();
  if (It == Changes.end())
    return nullptr;
  ContainerShape Shape = shapeOf(Lib, What.Type);
  for (const ContainerChange &C : It->second) {
    if (!invalidates(Lib, C.Name, Shape, What.Kind))
      continue;
    if (C.Function == User && (What.Kind == InsideKind::Pointee ||
                               (keepsOthers(Shape) && erasesOwn(TU, C, Def))))
      continue;
    if (runsApart(TU, User, C.Function) || isOfSameRun(TU, User, C.Function))
      continue;
    return &C;
  }
  return nullptr;
}
