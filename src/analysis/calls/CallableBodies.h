// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that can be called: which bodies run when one is.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEBODIES_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEBODIES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

using FunctionList = llvm::SmallVector<const clang::FunctionDecl *, 2>;

/// The bodies that calling the value \p E can run, if it is a lambda, a named
/// function, a pointer to a member function, an object with call operators
/// (all of an overload set), what std::bind, std::mem_fn or a std::function
/// wraps, a local that holds one of these and is never assigned. Empty if it is
/// not known.
FunctionList callableBodies(TranslationUnit &TU, const clang::Expr *E);

/// Is the body of \p F seen, and empty?
bool hasEmptyBody(const clang::FunctionDecl *F);

/// What \p Parts calls if that is a value rather than a named function: the
/// object of a std::function or std::bind call, a pointer. Else nullptr.
const clang::Expr *calledValue(const CallParts &Parts);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CALLABLEBODIES_H
