// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/syntax/CallParts.h"

using namespace clang;
using namespace async_tidy;

const CXXRecordDecl *CallParts::objectClass() const {
  // Clang converts the object to the class that declares the member; the class
  // that the code names is below that conversion.
  return Object ? recordOf(Object->IgnoreParenImpCasts()->getType()) : nullptr;
}

bool async_tidy::isOfStd(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

CallParts async_tidy::callParts(const Expr *E) {
  CallParts P;
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(E)) {
    P.E = E;
    P.Callee = Construct->getConstructor();
    P.Args.append(Construct->arg_begin(), Construct->arg_end());
    return P;
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  if (!Call)
    return P;
  P.E = E;
  P.Callee = Call->getDirectCallee();
  P.Args.append(Call->arg_begin(), Call->arg_end());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    P.Object = Member->getImplicitObjectArgument();
    return P;
  }
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
  bool TakesObject = Method && !Method->isStatic() && !P.Args.empty() &&
                     (isa<CXXOperatorCallExpr>(Call) ||
                      Method->isExplicitObjectMemberFunction());
  if (TakesObject) {
    P.Object = P.Args.front();
    P.Args.erase(P.Args.begin());
  } else if (isa<CXXOperatorCallExpr>(Call) && Method && Method->isStatic() &&
             !P.Args.empty()) {
    // A static call operator still has the object as its first argument.
    P.Object = P.Args.front();
    P.Args.erase(P.Args.begin());
  }
  return P;
}

const ParmVarDecl *async_tidy::parameterFor(const FunctionDecl *Callee,
                                            unsigned Arg) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method && Method->isExplicitObjectMemberFunction())
    ++Arg;
  return Arg < Callee->getNumParams() ? Callee->getParamDecl(Arg) : nullptr;
}
