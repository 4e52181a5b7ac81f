// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/syntax/ObjectKey.h"
#include "analysis/syntax/Values.h"
#include "model/Limits.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace async_tidy;

ObjectKey async_tidy::objectKey(const Expr *E) {
  // What tells `this` from a variable, and a call from a member.
  static constexpr char This = 0, Call = 0;
  ObjectKey Key;
  for (unsigned Depth = 0; E && Depth < limits::ObjectChain; ++Depth) {
    E = stripValue(E);
    if (isa<CXXThisExpr>(E)) {
      Key.push_back(&This);
      return Key;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      Key.push_back(Ref->getDecl()->getCanonicalDecl());
      return Key;
    }
    if (const auto *Getter = dyn_cast<CXXMemberCallExpr>(E);
        Getter && !Getter->getNumArgs()) {
      Key.push_back(&Call);
      E = Getter->getCallee()->IgnoreParens();
    }
    const auto *Member = dyn_cast<MemberExpr>(E);
    if (!Member)
      return {};
    Key.push_back(Member->getMemberDecl()->getCanonicalDecl());
    E = Member->getBase();
  }
  return {};
}

bool async_tidy::sameObject(const Expr *A, const Expr *B) {
  ObjectKey Key = objectKey(A);
  return !Key.empty() && Key == objectKey(B);
}
