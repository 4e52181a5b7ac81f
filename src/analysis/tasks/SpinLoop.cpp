// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/tasks/SpinLoop.h"
#include "analysis/syntax/CallParts.h"
#include "analysis/tasks/WaitingNames.h"
#include "model/BodyWalk.h"

using namespace clang;
using namespace async_tidy;

/// Does the condition ask for something that only others can change?
static bool asks(TranslationUnit &TU, const Expr *Cond) {
  Names &N = TU.names();
  bool Asks = false, Acts = false;
  walkExecuted(Cond, [&](const Stmt *S) {
    CallParts P = callParts(dyn_cast<Expr>(S));
    if (!P)
      return true;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(P.Callee);
    bool Reads = M && N.in(NameList::Atomic, M->getParent()) &&
                 (N.in(WordList::AtomicRead, M) || isa<CXXConversionDecl>(M));
    bool Done = M && P.Args.empty() && asksWhetherDone(TU, M);
    Asks |= Reads || Done;
    Acts |= !Reads && !Done && !isa<CXXConstructExpr>(P.E);
    return true;
  });
  return Asks && !Acts;
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
  if (!Cond || !asks(TU, Cond))
    return false;
  bool Idle = true;
  walkExecuted(Body, [&](const Stmt *Inner) {
    if (isa<CoroutineSuspendExpr, DependentCoawaitExpr, BreakStmt, ReturnStmt,
            CoreturnStmt, GotoStmt, CXXThrowExpr>(Inner))
      Idle = false;
    if (CallParts P = callParts(dyn_cast<Expr>(Inner)))
      Idle = Idle && TU.names().speaksOf(Topic::Idling, P.Callee);
    if (const auto *Op = dyn_cast<BinaryOperator>(Inner))
      Idle = Idle && !Op->isAssignmentOp();
    if (const auto *Op = dyn_cast<UnaryOperator>(Inner))
      Idle = Idle && !Op->isIncrementDecrementOp();
    return Idle;
  });
  return Idle;
}
