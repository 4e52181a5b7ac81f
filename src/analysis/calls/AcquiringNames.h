// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the names of functions say of taking and giving back locks and the like.
// Which calls do so for certain, LockTypes.h knows.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_ACQUIRINGNAMES_H
#define ASYNC_TIDY_ANALYSIS_CALLS_ACQUIRINGNAMES_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does \p F take a lock: `scoped_lock_async`, `lockShared`?
bool locksByName(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Does it take a lock, a permit or the like: `get_units`, `acquire`?
bool acquiresByName(TranslationUnit &TU, const clang::FunctionDecl *F);

/// Does it give a lock back: `unlock`, `UnlockShared`?
bool unlocksByName(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_ACQUIRINGNAMES_H
