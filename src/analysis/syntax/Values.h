// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which value an expression denotes, and which object an operator changes.

#ifndef ASYNC_TIDY_ANALYSIS_SYNTAX_VALUES_H
#define ASYNC_TIDY_ANALYSIS_SYNTAX_VALUES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// What stripValue looks through besides parentheses, implicit casts,
/// conversions in functional notation and the bookkeeping of temporaries.
enum class Through : unsigned {
  StaticCasts = 1, ///< static_cast
  Copies = 2,      ///< copies and moves of a value, std::move, std::forward
  Defaults = 4,    ///< default arguments and default member initialisers
};
constexpr Through operator|(Through A, Through B) {
  return Through(unsigned(A) | unsigned(B));
}

/// \p E without what does not change which value it denotes: the expression
/// that creates or names it. Without Through::Copies a copy is the expression
/// that creates a new object.
const clang::Expr *stripValue(const clang::Expr *E,
                              Through What = Through::StaticCasts |
                                             Through::Copies);

/// The variable that \p E names after stripValue, or nullptr.
const clang::VarDecl *variableOf(const clang::Expr *E);

/// The closure's call operator if \p E denotes a lambda: the expression itself,
/// or a variable that was initialised with one and never assigned. For a
/// generic lambda the pattern.
const clang::LambdaExpr *lambdaOf(const clang::Expr *E);

/// The same, also of an object that is made of nothing but a closure and can be
/// called, such as a std::function.
const clang::LambdaExpr *wrappedLambdaOf(const clang::Expr *E);

/// What \p S, an assignment, increment or decrement (built in or overloaded
/// assignment), changes; nullptr if \p S is none.
const clang::Expr *changedOperand(const clang::Stmt *S);

/// The container of the standard library that \p Call gives an element of:
/// `all` of `all[0]`, `all.at(0)`, `all.front()`; else nullptr.
const clang::Expr *containerOf(TranslationUnit &TU, const CallParts &Call);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SYNTAX_VALUES_H
