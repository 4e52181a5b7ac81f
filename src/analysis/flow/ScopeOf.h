// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ANALYSIS_FLOW_SCOPEOF_H
#define ASYNC_TIDY_ANALYSIS_FLOW_SCOPEOF_H

#include "analysis/flow/FunctionBody.h"

namespace async_tidy {

/// The statement at whose end \p V, a local or parameter, is destroyed: a
/// block, or the loop or `if` that declares it. Nullptr if the body does not
/// declare it.
const clang::Stmt *scopeOf(const FunctionBody &Body, const clang::ValueDecl *V);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FLOW_SCOPEOF_H
