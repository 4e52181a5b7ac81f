// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Under which names library files can list what is called.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_CALLNAMES_H
#define ASYNC_TIDY_ANALYSIS_CALLS_CALLNAMES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The names under which library files can list what \p Parts calls: those of
/// Names::namesOf, and for a function object with a name of its own
/// (std::ranges::sort, stdexec::sync_wait) the object's. A constructor is named
/// by its class. The names live as long as the unit.
llvm::SmallVector<llvm::StringRef, 4> callNames(TranslationUnit &TU,
                                                const CallParts &Parts);

/// The entry of a library file that says how what \p Parts calls starts work on
/// its own, or nullptr.
const SpawnEntry *spawnEntryOf(TranslationUnit &TU, const CallParts &Parts);

/// Is what \p Parts calls in the list?
bool calls(TranslationUnit &TU, const CallParts &Parts, NameList List);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_CALLNAMES_H
