// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What callables that run later refer to by reference, and whether it is still
// there then.

#ifndef ASYNC_TIDY_ANALYSIS_LIFETIME_SHORTLIVEDCAPTURES_H
#define ASYNC_TIDY_ANALYSIS_LIFETIME_SHORTLIVEDCAPTURES_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// The function's own local, by value, that \p C captures by reference, or
/// nullptr.
const clang::VarDecl *localByReference(const clang::LambdaCapture &C,
                                       const FunctionBody &Body);

/// The reference parameter of the function that \p C captures by reference, if
/// a call of the unit binds it to something that is gone when the work runs: a
/// temporary, or a local of a caller that does not wait. Else nullptr.
const clang::ParmVarDecl *shortLivedParameter(TranslationUnit &TU,
                                              const clang::LambdaCapture &C,
                                              const FunctionBody &Body);

/// Either of these, or nullptr.
const clang::VarDecl *shortLivedCapture(TranslationUnit &TU,
                                        const clang::LambdaCapture &C,
                                        const FunctionBody &Body);

/// Can the function take out again, after \p Call, what that has put into its
/// object: `bus.off("tick")`, `bus.on_tick(nullptr)`, `bus.tick = nullptr`?
/// What a member that is called later does with it is not known. Or can a local
/// that is made from the object, a guard?
bool isTakenOut(TranslationUnit &TU, const FunctionBody &Body,
                const CallParts &Call);

/// Is the work given to a pool or loop that is a local, too, and gone before
/// \p V is? A pool waits at its end, and a loop drops what it has not run.
bool endsBefore(TranslationUnit &TU, const FunctionBody &Body,
                const CallParts &Call, const clang::VarDecl *V);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_LIFETIME_SHORTLIVEDCAPTURES_H
