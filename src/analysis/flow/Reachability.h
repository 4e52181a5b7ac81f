// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which statements of a body control can pass between.

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_REACHABILITY_H
#define ASYNC_TIDY_ANALYSIS_FLOW_REACHABILITY_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

/// Can control pass from \p From to \p To, two statements of the body? False if
/// there is no control-flow graph.
bool canFollow(const FunctionBody &Body, const clang::Stmt *From,
               const clang::Stmt *To);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_REACHABILITY_H
