// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that construct an object from the arguments they are given.

#ifndef ASYNC_TIDY_ANALYSIS_CALLS_FORWARDINGCALLS_H
#define ASYNC_TIDY_ANALYSIS_CALLS_FORWARDINGCALLS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The elements that are constructed from the call's arguments, in place: T of
/// make_unique<T>(…), emplace_back(…), construct_at(…): any function that
/// forwards all it is given and names T as its result, its first template
/// argument or its container's. The constructor, if there is only one for so
/// many arguments; else nullptr.
const clang::CXXConstructorDecl *forwardedConstructor(TranslationUnit &TU,
                                                      const CallParts &Parts);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_CALLS_FORWARDINGCALLS_H
