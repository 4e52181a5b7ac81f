// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that a variable got before a suspension and that are read after it.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_LIVEACROSS_H
#define ASYNC_TIDY_ANALYSIS_FLOW_LIVEACROSS_H

#include "analysis/flow/FunctionBody.h"

#include <llvm/ADT/STLFunctionalExtras.h>

namespace async_tidy {

/// A variable gets a value: in its declaration, or by an assignment.
struct Definition {
  const clang::VarDecl *Variable = nullptr;
  /// The DeclStmt or the assignment.
  const clang::Stmt *Site = nullptr;
  /// Null for a declaration without initialiser.
  const clang::Expr *Value = nullptr;
};

/// A definition whose value is read after a suspension.
struct LiveValue {
  Definition Def;
  /// The suspensions that it lives across, in source order.
  std::vector<const SuspensionPoint *> Across;
  /// Reads after one of them, in source order.
  std::vector<const clang::Expr *> Uses;
};

/// What a client wants to know about.
struct LiveQuery {
  /// Is the value one that the client follows? Other definitions of the
  /// variable end the life of earlier ones.
  llvm::function_ref<bool(const Definition &)> IsTracked;
  /// Does this suspension count?
  llvm::function_ref<bool(const SuspensionPoint &)> Counts;
  /// Is this reference to a tracked variable a read?
  llvm::function_ref<bool(const clang::Expr *)> IsUse;
};

/// The tracked values of \p C that live across a suspension, in source order.
/// Variables of range-based for loops that the source does not name take part.
/// Empty if the coroutine has no control-flow graph or is too large.
std::vector<LiveValue> liveAcross(TranslationUnit &TU, const Coroutine &C,
                                  const LiveQuery &Query);

/// The definition of a variable that evaluating \p S makes, if it is a
/// declaration of one variable or an assignment to one.
llvm::SmallVector<Definition, 1> definitionsIn(const clang::Stmt *S);

/// The hidden iterator that a range-based for loop reads \p V from, or nullptr.
const clang::VarDecl *loopIteratorOf(const clang::VarDecl *V);

/// Is \p E the left side of an assignment, whose old value is not read?
bool isAssigned(const FunctionBody &Body, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_LIVEACROSS_H
