// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// RAII types, other than locks, whose effect is bound to the thread or to the
// stack of scopes: a suspension takes them to another thread or out of order.

#ifndef ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H
#define ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H

#include "model/TranslationUnit.h"

#include <string>

namespace async_tidy {

/// What an object of class \p R is bound to, to follow "because "; empty if
/// nothing is known against it. Known: types of the library files, the
/// annotation "async::hostile", destructors that restore a thread-local
/// variable which the constructor set, and destructors that compare
/// std::uncaught_exceptions() with an earlier value.
std::string hostileReasonOf(TranslationUnit &TU, const clang::CXXRecordDecl *R);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LOCKS_HOSTILETYPES_H
