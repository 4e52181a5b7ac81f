// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/SpinLoop.h"
#include "analysis/syntax/CallParts.h"
#include "model/BodyWalk.h"

#include <llvm/ADT/StringSwitch.h>

using namespace clang;
using namespace async_tidy;

static StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : StringRef();
}

static bool isAtomic(const CXXRecordDecl *R) {
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         (R->getName().starts_with("atomic") ||
          R->getName().starts_with("__atomic"));
}

/// Does the condition ask for something that only others can change?
static bool asks(const Expr *Cond) {
  bool Asks = false, Acts = false;
  walkExecuted(Cond, [&](const Stmt *S) {
    CallParts P = callParts(dyn_cast<Expr>(S));
    if (!P)
      return true;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
    bool Reads = M && isAtomic(M->getParent()) &&
                 (nameOf(M) == "load" || nameOf(M) == "test" ||
                  isa<CXXConversionDecl>(M));
    bool Done = M && P.Args.empty() &&
                llvm::StringSwitch<bool>(nameOf(M))
                    .Cases("done", "is_done", "ready", "is_ready", true)
                    .Cases("isFinished", "isReady", "completed", true)
                    .Default(false);
    Asks |= Reads || Done;
    Acts |= !Reads && !Done && !isa<CXXConstructExpr>(P.E);
    return true;
  });
  return Asks && !Acts;
}

/// A call that makes no progress of its own.
static bool isIdle(const FunctionDecl *F) {
  StringRef Name = nameOf(F);
  return Name == "yield" || Name == "sched_yield" || Name.contains("pause") ||
         Name.contains("relax");
}

bool async_tidy::isSpinLoop(TranslationUnit &TU, const Stmt *S) {
  const Expr *Cond = nullptr;
  const Stmt *Body = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(S)) {
    Cond = While->getCond();
    Body = While->getBody();
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    Cond = Do->getCond();
    Body = Do->getBody();
  } else if (const auto *For = dyn_cast<ForStmt>(S); For && !For->getInc()) {
    Cond = For->getCond();
    Body = For->getBody();
  }
  if (!Cond || !asks(Cond))
    return false;
  bool Idle = true;
  walkExecuted(Body, [&](const Stmt *Inner) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, BreakStmt, ReturnStmt,
            CoreturnStmt, GotoStmt, CXXThrowExpr>(Inner))
      Idle = false;
    if (CallParts P = callParts(dyn_cast<Expr>(Inner)))
      Idle = Idle && isIdle(P.Callee);
    if (const auto *Op = dyn_cast<BinaryOperator>(Inner))
      Idle = Idle && !Op->isAssignmentOp();
    if (const auto *Op = dyn_cast<UnaryOperator>(Inner))
      Idle = Idle && !Op->isIncrementDecrementOp();
    return Idle;
  });
  return Idle;
}
