// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small questions that the checks about suspensions share.

#ifndef ASYNC_TIDY_ANALYSIS_SUSPENSIONNAMES_H
#define ASYNC_TIDY_ANALYSIS_SUSPENSIONNAMES_H

#include "model/TranslationUnit.h"

#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// The entries of an option value that is a list separated by semicolons,
/// without a leading "::".
llvm::StringSet<> nameList(llvm::StringRef Option);

/// Is what \p P awaits of one of these types, or the result of one of these
/// functions? Of a co_yield: is the promise's awaiter?
bool suspendsOn(TranslationUnit &TU, const SuspensionPoint &P,
                const llvm::StringSet<> &Types,
                const llvm::StringSet<> &Callees);

/// The coroutines to report on: of a template that is instantiated in the unit
/// the instantiations, of any other its pattern.
std::vector<const Coroutine *> reportedCoroutines(TranslationUnit &TU);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SUSPENSIONNAMES_H
