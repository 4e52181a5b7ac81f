// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Suspensions that an option declares to be safe.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_SAFESUSPENSIONS_H
#define ASYNC_TIDY_CHECKS_SUPPORT_SAFESUSPENSIONS_H

#include "model/TranslationUnit.h"

#include <llvm/ADT/StringSet.h>

namespace async_tidy {

/// Is what \p P awaits of one of these types, or the result of one of these
/// functions? Of a co_yield: is the promise's awaiter?
bool suspendsOn(TranslationUnit &TU, const SuspensionPoint &P,
                const llvm::StringSet<> &Types,
                const llvm::StringSet<> &Callees);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_SAFESUSPENSIONS_H
