// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the steps of a path are called in messages.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_STEPNAMES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_STEPNAMES_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// A qualified name without a leading "::".
std::string readable(llvm::StringRef Name);

/// What \p Fn, which \p Parts calls, is called: by the listed name that users
/// know. A lambda has the name of its variable, or none.
std::string nameOfStep(TranslationUnit &TU, const clang::FunctionDecl *Fn,
                       const CallParts &Parts);

/// The macro that the code writes and whose text, or that of one inside it, has
/// the token at \p Loc; empty if the token itself is written in the code, be
/// it as an argument of a macro.
std::string macroOfStep(TranslationUnit &TU, clang::SourceLocation Loc);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_STEPNAMES_H
