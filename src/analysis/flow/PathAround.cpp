// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/flow/PathAround.h"
#include "model/Visits.h"

#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

using namespace clang;
using namespace async_tidy;

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
      countVisits(1 + Block->size());
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
