// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/LocalUses.h"

#include "model/BodyWalk.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

static void collectNames(const Stmt *Body,
                         llvm::DenseSet<const ValueDecl *> &Out) {
  walkExecuted(Body, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Out.insert(Ref->getDecl());
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      collectNames(writtenBody(Lambda->getCallOperator()), Out);
    if (const auto *Block = dyn_cast<BlockExpr>(S))
      collectNames(Block->getBody(), Out);
    return true;
  });
}

LocalUses::LocalUses(const FunctionBody &Body) {
  walkExecuted(Body.body(), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Uses[Ref->getDecl()].push_back(Ref);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      collectNames(writtenBody(Lambda->getCallOperator()), InLambdas);
    if (const auto *Block = dyn_cast<BlockExpr>(S))
      collectNames(Block->getBody(), InLambdas);
    return true;
  });
}

ArrayRef<const DeclRefExpr *> LocalUses::of(const ValueDecl *D) const {
  auto It = Uses.find(D);
  return It == Uses.end() ? ArrayRef<const DeclRefExpr *>()
                          : ArrayRef(It->second);
}

/// The statement to look at when \p S is of interest: not a part of another
/// expression, declaration or return.
static const Stmt *outermost(const FunctionBody &Body, const Stmt *S) {
  for (const Stmt *Up = Body.parent(S);
       Up && isa<Expr, DeclStmt, ReturnStmt, CoreturnStmt>(Up);
       Up = Body.parent(Up))
    S = Up;
  return S;
}

void async_tidy::walkUses(const FunctionBody &Body, const ValueDecl *D,
                          llvm::function_ref<bool(const Stmt *)> Visit) {
  const Stmt *Last = nullptr;
  for (const DeclRefExpr *Ref : Body.uses().of(D)) {
    const Stmt *Outer = outermost(Body, Ref);
    if (Outer != Last)
      walkExecuted(Outer, Visit);
    Last = Outer;
  }
}

namespace {

/// Searches the control-flow graph for a way around some expressions.
class WayOut {
public:
  WayOut(const FunctionBody &Body, const Stmt *From,
         ArrayRef<const DeclRefExpr *> Touches)
      : Body(Body), From(From), Touches(Touches) {
    for (const DeclRefExpr *Ref : Touches)
      if (const CFGBlock *Block = Body.blockOf(Ref))
        Touched.insert(Block);
  }

  PathOut search() {
    PathOut Result;
    const CFG *Graph = Body.cfg();
    const CFGBlock *Start = Graph ? Body.blockOf(From) : nullptr;
    if (!Start)
      return Result;
    SmallVector<const CFGBlock *, 16> Work{Start};
    llvm::SmallPtrSet<const CFGBlock *, 16> Seen{Start};
    while (!Work.empty()) {
      const CFGBlock *Block = Work.pop_back_val();
      if (isClosed(Block))
        continue;
      for (const CFGBlock *Next : Block->succs()) {
        if (Next == &Graph->getExit()) {
          Result.Exists = true;
          Result.Return = returnOf(Block);
          return Result;
        }
        if (Next && Seen.insert(Next).second)
          Work.push_back(Next);
      }
    }
    return Result;
  }

private:
  bool isClosed(const CFGBlock *Block) const {
    if (Touched.contains(Block) || Block->hasNoReturnElement())
      return true;
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        if (isa<CXXThrowExpr>(S->getStmt()))
          return true;
    return isLoopWithTouch(Block->getTerminatorStmt()) ||
           isMacroWithTouch(Block->getTerminatorStmt());
  }

  /// `EXPECT_THROW(std::move(t).get(), …)`: a condition that a macro puts
  /// around what it is given is no path of the author's.
  bool isMacroWithTouch(const Stmt *Branch) const {
    return isa_and_nonnull<IfStmt, SwitchStmt>(Branch) &&
           Branch->getBeginLoc().isMacroID() && hasTouch(Branch);
  }

  bool isLoopWithTouch(const Stmt *Loop) const {
    if (!isa_and_nonnull<ForStmt, WhileStmt, CXXForRangeStmt>(Loop) ||
        Body.isWithin(From, Loop))
      return false;
    return hasTouch(Loop);
  }

  bool hasTouch(const Stmt *Inside) const {
    return llvm::any_of(Touches, [&](const DeclRefExpr *Ref) {
      return Body.isWithin(Ref, Inside);
    });
  }

  static const Stmt *returnOf(const CFGBlock *Block) {
    for (const CFGElement &Element : llvm::reverse(*Block))
      if (auto S = Element.getAs<CFGStmt>())
        if (isa<ReturnStmt, CoreturnStmt>(S->getStmt()))
          return S->getStmt();
    return nullptr;
  }

  const FunctionBody &Body;
  const Stmt *From;
  ArrayRef<const DeclRefExpr *> Touches;
  llvm::SmallPtrSet<const CFGBlock *, 8> Touched;
};

} // namespace

PathOut async_tidy::pathAround(const FunctionBody &Body, const Stmt *From,
                               ArrayRef<const DeclRefExpr *> Touches) {
  return WayOut(Body, From, Touches).search();
}
