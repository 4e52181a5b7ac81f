// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function's body declares and mentions its variables.

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

  /// The statement of the body that declares \p D, or nullptr.
  const clang::DeclStmt *declarationOf(const clang::Decl *D) const {
    return Declarations.lookup(D);
  }

  /// Is \p D named in the body of a nested lambda? Its capture is among the
  /// uses, too, unless the code is dependent.
  bool isNamedInLambda(const clang::ValueDecl *D) const {
    return InLambdas.contains(D);
  }

private:
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::DeclRefExpr *, 4>>
      Uses;
  llvm::DenseMap<const clang::Decl *, const clang::DeclStmt *> Declarations;
  llvm::DenseSet<const clang::ValueDecl *> InLambdas;
};

/// Visits, as walkExecuted, the outermost expressions and simple statements of
/// the body that name \p D, captures included; nothing else. What is asked of
/// one variable need not look at the whole body.
void walkUses(const FunctionBody &Body, const clang::ValueDecl *D,
              llvm::function_ref<bool(const clang::Stmt *)> Visit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_LOCALUSES_H
