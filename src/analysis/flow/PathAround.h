// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a path leaves the function around some expressions.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_PATHAROUND_H
#define ASYNC_TIDY_ANALYSIS_FLOW_PATHAROUND_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

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

#endif // ASYNC_TIDY_ANALYSIS_FLOW_PATHAROUND_H
