// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Promise.h"
#include "model/BodyWalk.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

UnhandledException
async_tidy::unhandledException(TranslationUnit &TU,
                               const CXXRecordDecl *Promise) {
  if (!Promise)
    return UnhandledException::Unknown;
  auto Members = TU.awaitables().members(Promise, "unhandled_exception");
  const FunctionDecl *Def = nullptr;
  if (Members.empty() || !Members.front()->isDefined(Def) || !Def->getBody())
    return UnhandledException::Unknown;
  auto Result = UnhandledException::Dropped;
  walkExecuted(Def->getBody(), [&](const Stmt *S) {
    const FunctionDecl *Callee = nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      Callee = Call->getDirectCallee();
    bool Named = Callee && Callee->getIdentifier();
    if (isa<CXXThrowExpr>(S) || (Callee && Callee->isNoReturn()) ||
        TU.names().speaksOf(Topic::Terminating, Callee))
      Result = UnhandledException::Loud;
    // A helper of the project can do anything; so can what is not resolved.
    else if (Result == UnhandledException::Dropped &&
             ((Named && Callee->getName() == "current_exception") ||
              isa<CXXTryStmt>(S) || (isa<CallExpr>(S) && !Callee)))
      Result = UnhandledException::Kept;
    return true;
  });
  // A `throw` inside a try is there to look at the exception.
  if (Result == UnhandledException::Loud) {
    walkExecuted(Def->getBody(), [&](const Stmt *S) {
      if (isa<CXXTryStmt>(S))
        Result = UnhandledException::Kept;
      return true;
    });
  }
  return Result;
}

bool async_tidy::isFireAndForget(TranslationUnit &TU, const Coroutine &C) {
  if (C.start() != StartKind::Eager || C.isDependent())
    return false;
  QualType T = C.function()->getReturnType();
  if (T->isVoidType())
    return true;
  const AwaitableInfo &Info = TU.awaitables().classify(T);
  const CXXRecordDecl *R = recordOf(T);
  if (!R || Info.IsGenerator || Info.isAwaitable() || !R->hasDefinition())
    return Info.SelfOwning;
  // A class that can hold a handle or a pointer to a result is more than a
  // receipt.
  return Info.SelfOwning || (R->isEmpty() && R->hasTrivialDestructor());
}
