// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Edits that several checks offer, and whether one may be made at a place.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_FIXES_H
#define ASYNC_TIDY_CHECKS_SUPPORT_FIXES_H

#include "analysis/flow/FunctionBody.h"

#include <clang/Basic/Diagnostic.h>

#include <string>

namespace async_tidy {

/// Whether a value can be awaited at a place, and what to tell the reader.
struct AwaitAdvice {
  bool Allowed = false; ///< `co_await` compiles there.
  bool Editable =
      false; ///< Its text can be edited: no macro, no instantiation.
  /// Nothing breaks if the coroutine suspends there (SuspensionHarm.h), so that
  /// the edit may be made without a person looking at it.
  bool Safe = false;
  std::string Text; ///< The remedy: "await it with 'co_await'".
};
AwaitAdvice awaitAdvice(TranslationUnit &TU, const FunctionBody &Body,
                        const clang::Expr *E, clang::QualType T);

/// Inserts `co_await ` before \p E, with parentheses where they are needed.
llvm::SmallVector<clang::FixItHint, 2>
insertAwait(const clang::Expr *E, const clang::ASTContext &Ctx);

/// Inserts `this auto` as first parameter, where the language version has it
/// and the lambda's form allows it, and if it captures nothing by reference: a
/// copy of such a closure hides a mistake that stays.
std::optional<clang::FixItHint> explicitObjectFix(TranslationUnit &TU,
                                                  const clang::LambdaExpr *L);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_FIXES_H
