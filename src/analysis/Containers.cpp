// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Containers.h"
#include "analysis/Calls.h"
#include "model/BodyWalk.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

static constexpr unsigned MaxDepth = 10;

namespace {

/// How adding and removing elements affects references and iterators.
enum class ContainerShape { None, Array, Flat, Deque, Node, Hash, Holder };

} // namespace

static ContainerShape shapeOf(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R || !R->getIdentifier() || T->isPointerType())
    return ContainerShape::None;
  std::string Name = R->getName().lower();
  auto Is = [&](std::initializer_list<StringRef> List) {
    return llvm::is_contained(List, StringRef(Name));
  };
  if (Is({"vector", "basic_string", "small_vector", "smallvector", "fbvector",
          "static_vector", "inlinedvector", "qvector", "qlist", "qstring",
          "qbytearray", "fbstring"}))
    return ContainerShape::Array;
  if (Is({"flat_map", "flat_set", "flat_hash_map", "flat_hash_set",
          "f14valuemap", "f14fastmap", "f14vectormap", "unordered_flat_map",
          "unordered_flat_set"}))
    return ContainerShape::Flat;
  if (Is({"deque", "queue", "stack", "priority_queue", "circular_buffer"}))
    return ContainerShape::Deque;
  if (Is({"map", "set", "multimap", "multiset", "list", "forward_list",
          "btree_map", "qmap", "f14nodemap", "node_hash_map",
          "intrusive_list"}))
    return ContainerShape::Node;
  if (Is({"unordered_map", "unordered_set", "unordered_multimap",
          "unordered_multiset", "qhash"}))
    return ContainerShape::Hash;
  if (Is({"optional", "unique_ptr", "shared_ptr"}))
    return ContainerShape::Holder;
  return ContainerShape::None;
}

static bool isView(const CXXRecordDecl *R) {
  // Clang infers the attribute for string_view, span and reference_wrapper.
  for (const auto *D : R->redecls())
    if (D->hasAttr<PointerAttr>())
      return true;
  return R->getIdentifier() &&
         (R->getName() == "basic_string_view" || R->getName() == "span");
}

static bool isIterator(const CXXRecordDecl *R) {
  std::string Name = R->getName().lower();
  return StringRef(Name).contains("iterator");
}

bool async_tidy::isReferenceLike(QualType T) {
  if (T.isNull())
    return false;
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (isView(R) || isIterator(R));
}

static bool isNamed(const FunctionDecl *F,
                    std::initializer_list<StringRef> List) {
  return F->getIdentifier() && llvm::is_contained(List, F->getName());
}

namespace {

class InsideFinder {
public:
  explicit InsideFinder(const ASTContext &Ctx) : Ctx(Ctx) {}

  /// Where the object that the glvalue \p E denotes lies.
  Inside ofPlace(const Expr *E, unsigned Depth);
  /// Where the pointer, iterator or view \p E points.
  Inside ofPointer(const Expr *E, unsigned Depth);

private:
  Inside ofCall(const CallParts &P, unsigned Depth);
  Inside ofFunction(const CallParts &P, unsigned Depth);
  Inside container(const Expr *E, InsideKind Kind, unsigned Depth);
  Inside throughVariable(const Expr *E, unsigned Depth);

  const ASTContext &Ctx;
};

} // namespace

static const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXStaticCastExpr>(E))
      E = C->getSubExpr();
    if (E == Before)
      return E;
  }
  return nullptr;
}

Inside InsideFinder::container(const Expr *E, InsideKind Kind, unsigned Depth) {
  // A container that is itself an element of an outer one moves with it only
  // when the outer one changes: the innermost is the one to look at.
  QualType T = E->getType();
  bool Arrow = T->isPointerType();
  if (Arrow)
    T = T->getPointeeType();
  ContainerShape Shape = shapeOf(T);
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
  return isReferenceLike(V->getType()) ? ofPointer(V->getInit(), Depth + 1)
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
    return isReferenceLike(C->getType()) ? ofPointer(C->getArg(0), Depth + 1)
                                         : Inside();
  }
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
  ContainerShape Shape = shapeOf(ObjectType);
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
                 "lower_bound", "upper_bound", "insert", "emplace", "erase"}))
      return container(Object, InsideKind::Iterator, Depth);
    // A string converts to a view.
    if (isa<CXXConversionDecl>(P.Callee) &&
        isReferenceLike(P.Callee->getReturnType()))
      return container(Object, InsideKind::Element, Depth);
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
  if (P.Callee->isInStdNamespace()) {
    for (const Expr *Arg : P.Args) {
      if (isReferenceLike(Result) && isReferenceLike(Arg->getType()))
        if (Inside I = ofPointer(Arg, Depth + 1))
          return I;
      if (isNamed(P.Callee, {"begin", "end", "data", "find", "find_if"}))
        if (Inside I = container(strip(Arg), InsideKind::Iterator, Depth))
          return I;
    }
    return {};
  }
  const FunctionDecl *Def = nullptr;
  if (!isReferenceLike(Result) || !P.Callee->isDefined(Def) ||
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
  AccessPath Inner = Found.Container;
  if (!Inner)
    return {};
  if (const VarDecl *V = Inner.variable())
    return V->hasGlobalStorage() ? Found : Inside();
  if (Inner.rootKind() != AccessPath::RootKind::This || !P.Object)
    return {};
  AccessPath Outer = P.Object->getType()->isPointerType()
                         ? pathOfPointee(P.Object, Ctx)
                         : pathOf(P.Object, Ctx);
  for (const AccessPath::Step &S : Inner.steps())
    Outer = Outer.plus(S);
  Found.Container = Outer;
  return Found;
}

Inside async_tidy::insideOf(const Expr *Value, QualType T,
                            const ASTContext &Ctx) {
  InsideFinder Finder(Ctx);
  return T->isReferenceType() ? Finder.ofPlace(Value, 0)
                              : Finder.ofPointer(Value, 0);
}

static const Decl *ownerOf(const AccessPath &P) {
  if (const FieldDecl *F = P.lastField())
    return F->getCanonicalDecl();
  const VarDecl *V = P.variable();
  return V && V->hasGlobalStorage() ? V->getCanonicalDecl() : nullptr;
}

ContainerChanges::ContainerChanges(TranslationUnit &TU) {
  const ASTContext &Ctx = TU.context();
  for (const FunctionDecl *F : TU.functions()) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
      continue;
    auto Note = [&](const Expr *Place, const Expr *E, StringRef Name) {
      QualType T = Place->getType();
      bool Arrow = T->isPointerType();
      if (shapeOf(Arrow ? T->getPointeeType() : T) == ContainerShape::None)
        return;
      AccessPath P = Arrow ? pathOfPointee(Place, Ctx) : pathOf(Place, Ctx);
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
          Note(strip(P.Object), P.E, "=");
        else if (Op == OO_Subscript)
          Note(strip(P.Object), P.E, "[]");
        else if (M->getIdentifier())
          Note(strip(P.Object), P.E, M->getName());
      } else if (P.Callee->isInStdNamespace() &&
                 isNamed(P.Callee, {"exchange", "swap", "erase", "erase_if"})) {
        for (const Expr *Arg : P.Args)
          Note(strip(Arg), P.E, "erase");
      }
      return true;
    });
  }
}

/// Does calling \p Name on a container of this shape invalidate?
static bool invalidates(StringRef Name, ContainerShape Shape, InsideKind Kind) {
  auto Is = [&](std::initializer_list<StringRef> List) {
    return llvm::is_contained(List, Name);
  };
  if (Shape == ContainerShape::Holder)
    // The last ones are those of a container that has the holder as an element.
    return Is({"=", "reset", "emplace", "swap", "release", "erase", "clear",
               "pop_back", "pop_front", "pop", "erase_if", "remove_if"});
  if (Is({"=", "clear", "erase", "swap", "assign", "erase_if", "remove",
          "remove_if", "take", "takeFirst", "extract", "merge", "splice"}))
    return true;
  bool Iterator = Kind == InsideKind::Iterator;
  switch (Shape) {
  case ContainerShape::Array:
    return Is({"push_back", "emplace_back", "insert", "emplace", "resize",
               "reserve", "shrink_to_fit", "pop_back", "append", "prepend",
               "append_range"});
  case ContainerShape::Flat:
    return Is({"insert", "emplace", "try_emplace", "insert_or_assign", "rehash",
               "reserve", "[]"});
  case ContainerShape::Deque:
    return Is({"pop", "pop_front", "pop_back", "insert", "resize"}) ||
           (Iterator && Is({"push_back", "push_front", "emplace_back",
                            "emplace_front", "push", "emplace"}));
  case ContainerShape::Hash:
    return Iterator && Is({"insert", "emplace", "try_emplace",
                           "insert_or_assign", "rehash", "reserve", "[]"});
  case ContainerShape::Node:
    return Is({"pop_front", "pop_back"});
  default:
    return false;
  }
}

const ContainerChange *
ContainerChanges::invalidating(const Inside &What) const {
  const Decl *Owner = ownerOf(What.Container);
  auto It = Owner ? Changes.find(Owner) : Changes.end();
  if (It == Changes.end())
    return nullptr;
  ContainerShape Shape = shapeOf(What.Type);
  for (const ContainerChange &C : It->second)
    if (invalidates(C.Name, Shape, What.Kind))
      return &C;
  return nullptr;
}
