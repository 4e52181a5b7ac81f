// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/scheduling/Executors.h"
#include "analysis/calls/CallNames.h"
#include "analysis/syntax/Values.h"
#include "model/Limits.h"

#include <clang/AST/DeclTemplate.h>

using namespace clang;
using namespace async_tidy;

/// Is \p T a type of the list, or a template specialisation that carries one?
static bool carries(TranslationUnit &TU, NameList List, QualType T,
                    unsigned Depth = 0) {
  if (T.isNull() || Depth > limits::TypesAroundExecutor)
    return false;
  if (TU.names().typeIn(List, T))
    return true;
  const CXXRecordDecl *R = recordOf(T);
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!Spec)
    return false;
  for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray())
    if (Arg.getKind() == TemplateArgument::Type &&
        carries(TU, List, Arg.getAsType(), Depth + 1))
      return true;
  return false;
}

bool async_tidy::isPoolType(TranslationUnit &TU, QualType T) {
  return carries(TU, NameList::Pool, T);
}

bool async_tidy::isPool(TranslationUnit &TU, const Expr *E) {
  for (unsigned N = 0; E && N < limits::ExecutorSteps; ++N) {
    E = stripValue(E);
    if (isPoolType(TU, E->getType()))
      return true;
    if (const CallParts P = callParts(E)) {
      if (calls(TU, P, NameList::PoolGetter))
        return true;
      E = P.Object ? P.Object : nullptr;
      continue;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      E = M->getBase();
      continue;
    }
    const VarDecl *V = variableOf(E);
    E = V && !isa<ParmVarDecl>(V) ? V->getInit() : nullptr;
  }
  return false;
}

bool async_tidy::isEventLoop(TranslationUnit &TU, const Expr *E) {
  for (unsigned N = 0; E && N < limits::ExecutorSteps; ++N) {
    E = stripValue(E);
    if (isPool(TU, E))
      return false;
    if (carries(TU, NameList::EventLoop, E->getType()))
      return true;
    // `co_await this_coro::executor`: the executor that runs this coroutine.
    if (isa<CoawaitExpr>(E))
      return true;
    // An I/O object is constructed with its executor.
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
        Made && Made->getNumArgs()) {
      E = Made->getArg(0);
      continue;
    }
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      return TU.names().in(WordList::ExecutorGetter, Call->getMethodDecl());
    const VarDecl *V = variableOf(E);
    E = V && !isa<ParmVarDecl>(V) ? V->getInit() : nullptr;
  }
  return false;
}

bool async_tidy::handsToPool(TranslationUnit &TU, const CallParts &Parts) {
  if (!Parts.Callee)
    return false;
  if (calls(TU, Parts, NameList::Offload))
    return true;
  if (Parts.Object && isPool(TU, Parts.Object))
    return true;
  // A construction keeps its arguments; only a call starts them.
  return isa<CallExpr>(Parts.E) && llvm::any_of(Parts.Args, [&](const Expr *A) {
           return !A->getType()->isBuiltinType() && isPool(TU, A);
         });
}
