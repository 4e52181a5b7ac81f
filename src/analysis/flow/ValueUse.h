// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of the value of an expression: who takes it, or that nobody
// does. One question for checks about lost tasks, dropped handles and ignored
// results.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_VALUEUSE_H
#define ASYNC_TIDY_ANALYSIS_FLOW_VALUEUSE_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

enum class ValueUse {
  Discarded, ///< the full-expression ends and nobody took it
  Ignored,   ///< dropped on purpose: cast to void, assigned to std::ignore
  Tested,    ///< only asked whether it is valid or ready
  Assigned,  ///< it is the target of an assignment
  Awaited,   ///< operand of co_await
  Returned,  ///< operand of return or co_return
  Stored,    ///< initialises a variable, a member, a capture, an element
  Passed,    ///< argument, object of a member call, yielded, thrown, iterated
  Other      ///< anything else; taken to be a use
};

struct ValueUseInfo {
  ValueUse Kind = ValueUse::Other;
  /// The statement or expression that takes the value (the call it is passed
  /// to, the DeclStmt, the cast), or the statement that a discarded one is part
  /// of. May be null.
  const clang::Stmt *By = nullptr;
  /// The outermost expression that still denotes the value: the parenthesised
  /// comma expression for `b()` in `(a(), b());`.
  const clang::Expr *Value = nullptr;
  /// The local variable that it initialises, if Kind is Stored.
  const clang::VarDecl *Variable = nullptr;
  /// Nothing but parentheses, commas and implicit nodes is between the
  /// expression and its use: no `?:`, no std::move, no cast, no copy.
  bool IsDirect = true;

  /// Does nobody take the value as such?
  bool isLost() const {
    return Kind == ValueUse::Discarded || Kind == ValueUse::Ignored ||
           Kind == ValueUse::Tested;
  }
};

/// What becomes of the value of \p E, an expression that \p Body executes.
/// Follows it through parentheses, implicit conversions, copies and moves,
/// std::move, commas, both arms of a conditional and statement expressions.
ValueUseInfo useOfValue(const FunctionBody &Body, const clang::Expr *E);

/// Does calling \p M say no more about the object than whether it is there or
/// ready: a conversion to bool, `await_ready`, `valid`, `done`, `empty`?
bool isTestingMember(TranslationUnit &TU, const clang::CXXMethodDecl *M);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_VALUEUSE_H
