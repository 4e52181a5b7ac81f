// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which object an operator changes, and of which container a call gives an
// element.

#ifndef ASYNC_TIDY_ANALYSIS_VALUEACCESS_H
#define ASYNC_TIDY_ANALYSIS_VALUEACCESS_H

#include "analysis/Calls.h"

namespace async_tidy {

/// What \p S, an assignment, increment or decrement (built in or overloaded
/// assignment), changes; nullptr if \p S is none.
const clang::Expr *changedOperand(const clang::Stmt *S);

/// The container of the standard library that \p Call gives an element of:
/// `all` of `all[0]`, `all.at(0)`, `all.front()`; else nullptr.
const clang::Expr *containerOf(const CallParts &Call);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_VALUEACCESS_H
