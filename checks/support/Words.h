// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words that messages of several checks share. The analyses answer with values;
// text is made here and in the checks.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_WORDS_H
#define ASYNC_TIDY_CHECKS_SUPPORT_WORDS_H

#include "model/TranslationUnit.h"

#include <string>

namespace async_tidy {

/// What a message calls the coroutine \p F: "coroutine 'f'", or "this lambda
/// coroutine". Without template arguments, so that the instantiation that is
/// seen first does not show in the text.
std::string describeCoroutine(const clang::FunctionDecl &F);

/// "task", "sender" or "awaitable".
llvm::StringRef nounFor(const AwaitableInfo &Info);

/// What happens to the work when the value is dropped: "the coroutine never
/// runs".
llvm::StringRef consequenceOf(const AwaitableInfo &Info);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_WORDS_H
