// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutine lambdas: the coroutine keeps a reference to its closure, not a copy
// of it (CppCoreGuidelines CP.51).

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_COROUTINELAMBDAS_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_COROUTINELAMBDAS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// The coroutine that calling the lambda runs, or nullptr: if it is none, has
/// no captures, or takes its closure by value (`this auto`). \p Called is the
/// call operator of the call, which tells a generic lambda's instantiation.
const Coroutine *closureCoroutine(TranslationUnit &TU,
                                  const clang::LambdaExpr *L,
                                  const clang::FunctionDecl *Called);

/// Does the coroutine run on when the object that it returned is destroyed?
bool runsOnWhenDropped(TranslationUnit &TU, const Coroutine &C);

/// Does the called function run its callable argument and destroy it while the
/// task that it returned is not done (continuations, posted handlers)?
bool forgetsCallable(TranslationUnit &TU, const CallParts &Call);

/// Does the called function keep the callable \p Arg until the task is done
/// that it makes of it, as a library file says?
bool keepsCallable(TranslationUnit &TU, const CallParts &Call,
                   const clang::Expr *Arg);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_COROUTINELAMBDAS_H
