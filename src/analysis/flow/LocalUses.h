// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function's body mentions its variables, and whether a path leaves the
// function without doing so.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_LOCALUSES_H
#define ASYNC_TIDY_ANALYSIS_FLOW_LOCALUSES_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

class LocalUses {
public:
  explicit LocalUses(const FunctionBody &Body);

  /// The places where the body itself names \p D, captures included, in source
  /// order.
  llvm::ArrayRef<const clang::DeclRefExpr *>
  of(const clang::ValueDecl *D) const;

  /// Is \p D named in the body of a nested lambda? Its capture is among the
  /// uses, too, unless the code is dependent.
  bool isNamedInLambda(const clang::ValueDecl *D) const {
    return InLambdas.contains(D);
  }

private:
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::DeclRefExpr *, 4>>
      Uses;
  llvm::DenseSet<const clang::ValueDecl *> InLambdas;
};

/// Visits, as walkExecuted, the outermost expressions and simple statements of
/// the body that name \p D, captures included; nothing else. What is asked of
/// one variable need not look at the whole body.
void walkUses(const FunctionBody &Body, const clang::ValueDecl *D,
              llvm::function_ref<bool(const clang::Stmt *)> Visit);

/// A way out of the function.
struct PathOut {
  bool Exists = false;
  /// The return that ends it, or null at the function's closing brace.
  const clang::Stmt *Return = nullptr;
};

/// Is there a path from \p From to the end of the function that evaluates none
/// of \p Touches? Paths that end in a throw or a call that does not return do
/// not count; a loop after \p From that contains one of Touches is taken to run
/// at least once. Without a control-flow graph the answer is no.
PathOut pathAround(const FunctionBody &Body, const clang::Stmt *From,
                   llvm::ArrayRef<const clang::DeclRefExpr *> Touches);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_LOCALUSES_H
