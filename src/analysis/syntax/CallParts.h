// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call, construction or operator call taken apart: what it names, on which
// object, with which arguments.

#ifndef ASYNC_TIDY_ANALYSIS_SYNTAX_CALLPARTS_H
#define ASYNC_TIDY_ANALYSIS_SYNTAX_CALLPARTS_H

#include "model/Names.h"

#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/SmallVector.h>

namespace async_tidy {

/// A call, construction or operator call, with its parts in one form.
struct CallParts {
  const clang::Expr *E = nullptr;
  /// The declaration that is named, or nullptr for calls through pointers.
  const clang::FunctionDecl *Callee = nullptr;
  /// The object expression of a member call (of an operator call written as
  /// `a + b`: its left operand), or nullptr.
  const clang::Expr *Object = nullptr;
  /// The arguments without the object; default arguments are included as
  /// CXXDefaultArgExpr.
  llvm::SmallVector<const clang::Expr *, 4> Args;

  explicit operator bool() const { return E != nullptr; }
  /// The object's class, or nullptr.
  const clang::CXXRecordDecl *objectClass() const;
  /// The 1-based argument \p N, or nullptr if it is absent.
  const clang::Expr *arg(unsigned N) const {
    return N >= 1 && N <= Args.size() ? Args[N - 1] : nullptr;
  }
};

/// The parts of \p E if it is a CallExpr or CXXConstructExpr (through
/// parentheses, temporaries and implicit conversions: no), else an empty value.
CallParts callParts(const clang::Expr *E);

/// The parameter of \p Callee that \p Arg of CallParts::Args (from 0)
/// initialises, or nullptr for a variadic argument. The first parameter of an
/// explicit object member function takes the object.
const clang::ParmVarDecl *parameterFor(const clang::FunctionDecl *Callee,
                                       unsigned Arg);

/// Is \p D declared by the standard library, members of its classes included?
bool isOfStd(const clang::Decl *D);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SYNTAX_CALLPARTS_H
