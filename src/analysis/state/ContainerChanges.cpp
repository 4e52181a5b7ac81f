// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions of the unit change a container, and what that invalidates.

#include "analysis/state/ContainerShapes.h"
#include "analysis/state/InsideContainer.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/syntax/Values.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

ContainerShape async_tidy::shapeOf(QualType T) {
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

static bool isNamed(const FunctionDecl *F,
                    std::initializer_list<StringRef> List) {
  return F->getIdentifier() && llvm::is_contained(List, F->getName());
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
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
        (Method && Method->getOverloadedOperator() == OO_Equal))
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
          Note(stripValue(P.Object), P.E, "=");
        else if (Op == OO_Subscript)
          Note(stripValue(P.Object), P.E, "[]");
        else if (M->getIdentifier())
          Note(stripValue(P.Object), P.E, M->getName());
      } else if (P.Callee->isInStdNamespace() &&
                 isNamed(P.Callee, {"exchange", "swap", "erase", "erase_if"})) {
        for (const Expr *Arg : P.Args)
          Note(stripValue(Arg), P.E, "erase");
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
ContainerChanges::invalidating(const Inside &What,
                               const FunctionDecl *User) const {
  const Decl *Owner = ownerOf(What.Container);
  auto It = Owner ? Changes.find(Owner) : Changes.end();
  if (It == Changes.end())
    return nullptr;
  ContainerShape Shape = shapeOf(What.Type);
  for (const ContainerChange &C : It->second)
    if (invalidates(C.Name, Shape, What.Kind) &&
        (What.Kind != InsideKind::Pointee || C.Function != User))
      return &C;
  return nullptr;
}
