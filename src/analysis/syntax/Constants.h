// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expressions that stand for null, zero or nothing.

#ifndef ASYNC_TIDY_ANALYSIS_SYNTAX_CONSTANTS_H
#define ASYNC_TIDY_ANALYSIS_SYNTAX_CONSTANTS_H

#include "model/TranslationUnit.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>

namespace async_tidy {

/// Is \p E a null pointer constant ([conv.ptr]/1)? Not if that depends on
/// template arguments.
bool isNullPointer(const clang::Expr *E, const clang::ASTContext &Ctx);

/// Is \p E std::nullopt, or another library's value of that name?
bool isNullopt(TranslationUnit &TU, const clang::Expr *E);

/// Is \p E written as null, 0 or false?
bool isZeroLiteral(const clang::Expr *E);

/// Does assigning \p E empty an object: a zero literal, nullopt, `{}` or `T()`?
bool isNothing(TranslationUnit &TU, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SYNTAX_CONSTANTS_H
