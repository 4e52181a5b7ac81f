// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Single reads and writes of objects, as an expression makes them.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_ACCESSES_H
#define ASYNC_TIDY_ANALYSIS_STATE_ACCESSES_H

#include "analysis/syntax/AccessPath.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The object whose value evaluating \p E itself reads: an lvalue-to-rvalue
/// conversion, a copy, `atomic.load()`, a function that only returns a member.
/// Empty for anything else.
AccessPath readBy(TranslationUnit &TU, const clang::Expr *E);

struct WriteAccess {
  enum Kind {
    Assign, ///< `x = value`, `x.store(value)`, a setter, `x.emplace(…)`
    Clear,  ///< to nothing: null, false, zero, reset()
    Change  ///< `x += 1`, `++x`
  };
  Kind What = Assign;
  AccessPath Object;
  /// The values that are written; empty for Clear and `++x`.
  llvm::SmallVector<const clang::Expr *, 2> Values;
  explicit operator bool() const { return bool(Object); }
};

/// What evaluating \p E itself writes.
WriteAccess writtenBy(TranslationUnit &TU, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_ACCESSES_H
