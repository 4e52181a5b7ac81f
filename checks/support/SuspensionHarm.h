// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a fix that inserts `co_await` would break. The analyses that look at
// suspensions are asked about the coroutine as it would be with one more.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_SUSPENSIONHARM_H
#define ASYNC_TIDY_CHECKS_SUPPORT_SUSPENSIONHARM_H

#include "analysis/flow/FunctionBody.h"

#include <string>

namespace async_tidy {

/// What has to be seen to before the coroutine \p Body may suspend at \p E,
/// where it does not suspend now, as the end of a remedy: ", but not while lock
/// 'guard' is held". Empty if no analysis finds anything.
/// Behind the first sixteen questions about a function it says that nobody has
/// looked.
std::string harmOfSuspension(TranslationUnit &TU, const FunctionBody &Body,
                             const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_SUSPENSIONHARM_H
