// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that other code can reach while a coroutine is suspended.

#ifndef ASYNC_TIDY_ANALYSIS_STATE_SHAREDSTATE_H
#define ASYNC_TIDY_ANALYSIS_STATE_SHAREDSTATE_H

#include "analysis/syntax/AccessPath.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Can code outside of this run of \p C change the object that \p P denotes
/// while the coroutine is suspended: members of the object it belongs to,
/// globals, what references, pointers and by-reference captures lead to? Not
/// its own locals, not what it made itself, not thread-local variables, not
/// locals of a caller that waits, and nothing that a library file lists as
/// exclusive (`state`).
bool isShared(TranslationUnit &TU, const AccessPath &P, const Coroutine &C);

/// The thread-local variable that \p P starts from, or nullptr.
const clang::VarDecl *threadLocalRoot(const AccessPath &P);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STATE_SHAREDSTATE_H
