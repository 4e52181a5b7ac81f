// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When two expressions denote the same object, in a form that can be looked up.

#ifndef ASYNC_TIDY_ANALYSIS_SYNTAX_OBJECTKEY_H
#define ASYNC_TIDY_ANALYSIS_SYNTAX_OBJECTKEY_H

#include <clang/AST/Expr.h>

#include <vector>

namespace async_tidy {

/// The declarations on the way from a variable or `this` to the object.
using ObjectKey = std::vector<const void *>;

/// The key of the object that \p E denotes: a variable, or a chain of members
/// and calls without arguments (`socket.fd()` twice is taken to be one
/// descriptor) from a variable or `this`. Empty for anything else.
ObjectKey objectKey(const clang::Expr *E);

/// Have both expressions the same key, and one at all?
bool sameObject(const clang::Expr *A, const clang::Expr *B);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SYNTAX_OBJECTKEY_H
