// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What member functions of containers do, as their names tell.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CONTAINERMEMBERS_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CONTAINERMEMBERS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does \p Call call a member function of a container of the standard library,
/// or of another template that only holds values?
bool isMemberOfHolder(TranslationUnit &TU, const CallParts &Call);

/// Does \p F put its argument in: `push_back`, `insert`, `reset`?
bool fillsContainer(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CONTAINERMEMBERS_H
