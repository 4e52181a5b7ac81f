// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function returns, as far as its declaration or its body tells.

#ifndef ASYNC_TIDY_MODEL_RETURNEDVALUES_H
#define ASYNC_TIDY_MODEL_RETURNEDVALUES_H

#include <clang/AST/Decl.h>
#include <optional>

namespace async_tidy {

/// What \p F returns, from its body if the declaration leaves it to deduction;
/// null if neither tells.
clang::QualType resultTypeOf(const clang::FunctionDecl *F);

/// What `f()` always returns, if its body is a single `return` of a constant.
std::optional<bool> constantResult(const clang::FunctionDecl *F,
                                   const clang::ASTContext &Ctx);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_RETURNEDVALUES_H
