// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions that run when an asynchronous operation is done, and what they
// look at.

#ifndef ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONHANDLERS_H
#define ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONHANDLERS_H

#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the call start an operation of a library with completion tokens, and
/// give it a lambda as handler: `timer.async_wait([](error_code) { … })`?
bool startsOperation(TranslationUnit &TU, const CallParts &Call);

/// The function that runs when \p E, a completion handler, is called: a
/// closure's or functor's call operator (of a generic lambda the pattern), also
/// inside adapters, or the function that is named. Nullptr if it is not known.
const clang::FunctionDecl *handlerFunction(const clang::Expr *E);

/// Is \p T std::exception_ptr?
bool isExceptionPtr(clang::QualType T);

/// Does \p F, a completion handler with a body, take the operation's failure
/// (a std::exception_ptr, or any parameters of a generic handler) without
/// looking at it? False if it takes none.
bool ignoresFailure(const clang::FunctionDecl *F);

/// Has \p F a body and parameters, and looks at none of them?
bool ignoresArguments(const clang::FunctionDecl *F);

/// Does running \p F mention \p D, other than to discard it with a cast?
bool mentions(const clang::FunctionDecl *F, const clang::ValueDecl *D);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_SCHEDULING_COMPLETIONHANDLERS_H
