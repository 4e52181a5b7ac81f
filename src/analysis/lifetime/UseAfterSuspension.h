// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a coroutine still needs what its caller gave it (an argument, its
// object, a capture of its closure) after a suspension.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_USEAFTERSUSPENSION_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_USEAFTERSUSPENSION_H

#include "analysis/flow/FunctionBody.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The first use of the parameter (nullptr: of `this`) in \p F that can run
/// after a suspension, the initial one of a lazy coroutine included. Of a
/// function that is no coroutine but returns one made from the parameter: where
/// it passes it on. Nullptr: none, or not known.
const clang::Stmt *useAfterSuspension(TranslationUnit &TU,
                                      const clang::FunctionDecl *F,
                                      const clang::ParmVarDecl *Param);

/// The first use of a capture that can run after a suspension, the initial one
/// of a lazy coroutine included, or nullptr.
const clang::Stmt *captureUseAfterSuspension(TranslationUnit &TU,
                                             const Coroutine &C);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_USEAFTERSUSPENSION_H
