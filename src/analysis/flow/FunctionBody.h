// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function's written body with the structures that checks ask for again and
// again, each built on first use: parents of statements, control-flow graph,
// reachability.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_FUNCTIONBODY_H
#define ASYNC_TIDY_ANALYSIS_FLOW_FUNCTIONBODY_H

#include "model/TranslationUnit.h"

#include <clang/Analysis/CFG.h>
#include <llvm/ADT/BitVector.h>

namespace async_tidy {

class LocalUses;
class ObjectUses;

class FunctionBody {
public:
  FunctionBody(TranslationUnit &TU, const clang::FunctionDecl *F);
  ~FunctionBody();

  TranslationUnit &unit() const { return TU; }
  const clang::FunctionDecl *function() const { return F; }
  /// As written, without the promise's machinery of a coroutine.
  const clang::Stmt *body() const { return Body; }

  /// The statement that executes \p S as a part of itself, or nullptr at the
  /// body's own level and for statements of other functions (nested lambdas).
  const clang::Stmt *parent(const clang::Stmt *S) const;
  /// What takes the value of \p E: its nearest ancestor that is more than a
  /// parenthesis, an implicit conversion or the bookkeeping of a temporary.
  const clang::Stmt *consumerOf(const clang::Stmt *E) const;
  /// Is \p E, or an expression around it, the condition of an `if`, a loop, a
  /// `switch` or a conditional operator?
  bool isInCondition(const clang::Expr *E) const;
  /// The nearest ancestor of \p S of class T, or nullptr.
  template <typename T> const T *enclosing(const clang::Stmt *S) const {
    for (S = parent(S); S; S = parent(S))
      if (const auto *Found = clang::dyn_cast<T>(S))
        return Found;
    return nullptr;
  }
  /// Is \p S \p Ancestor or inside it?
  bool isWithin(const clang::Stmt *S, const clang::Stmt *Ancestor) const;
  /// Does the body execute \p S (rather than a nested lambda, or dead code
  /// under `if constexpr`)?
  bool contains(const clang::Stmt *S) const;

  /// The control-flow graph of the written body, or nullptr: dependent code,
  /// code with errors, or a function beyond the size budget.
  const clang::CFG *cfg() const;
  /// As cfg(), but also of a template's pattern, unless clang can make none (of
  /// a range-based for over something dependent). Calls and conversions that
  /// depend on the arguments are not resolved in it.
  const clang::CFG *patternCfg() const;
  /// The block that evaluates \p S, or nullptr.
  const clang::CFGBlock *blockOf(const clang::Stmt *S) const;
  /// Can control reach \p S? True when it is not known.
  bool isReachable(const clang::Stmt *S) const;
  /// Does every path from \p S end the process (exit, abort, terminate)? False
  /// when it is not known.
  bool endsProcess(const clang::Stmt *S) const;
  /// Is control caught, after \p S, in a loop that never ends and that does not
  /// contain \p S? Then the function's locals live on.
  bool endsInEndlessLoop(const clang::Stmt *S) const;

  /// Where the body names what (LocalUses.h), built once.
  const LocalUses &uses() const;
  /// What the body does with which object (ObjectUses.h), built once.
  const ObjectUses &objects() const;

private:
  void buildParents() const;
  void buildCfg() const;

  TranslationUnit &TU;
  const clang::FunctionDecl *F;
  const clang::Stmt *Body;
  clang::ASTContext &Ctx;
  mutable bool HaveParents = false, HaveCfg = false;
  mutable unsigned NumStmts = 0;
  mutable llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  mutable std::unique_ptr<clang::CFG> Graph;
  mutable llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> Blocks;
  mutable llvm::BitVector Reachable;
  mutable std::unique_ptr<LocalUses> Uses;
  mutable std::unique_ptr<ObjectUses> Objects;
  /// The blocks from which every path ends the process; empty: not asked yet.
  mutable llvm::BitVector Ending;
  /// See blocksBeforeEndlessLoops; empty: not asked yet.
  mutable llvm::BitVector BeforeEndless;
};

/// All function bodies of a unit, by TranslationUnit::shared.
class FunctionBodies {
public:
  explicit FunctionBodies(TranslationUnit &TU) : TU(TU) {}
  /// \p F must have a body.
  const FunctionBody &of(const clang::FunctionDecl *F);

private:
  TranslationUnit &TU;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FunctionBody>>
      Bodies;
};

inline const FunctionBody &bodyOf(TranslationUnit &TU,
                                  const clang::FunctionDecl *F) {
  return TU.shared<FunctionBodies>().of(F);
}

/// The condition of an `if`, a loop, a `switch` or a conditional operator; of
/// anything else, and of `for (;;)`, nullptr.
const clang::Expr *conditionOf(const clang::Stmt *Decision);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_FUNCTIONBODY_H
