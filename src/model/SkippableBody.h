// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_MODEL_SKIPPABLEBODY_H
#define ASYNC_TIDY_MODEL_SKIPPABLEBODY_H

#include <clang/AST/Decl.h>

namespace async_tidy {

/// Can the front end leave out the body of this function or function template
/// (see ASTConsumer::shouldSkipFunctionBody) without a check noticing? Nothing
/// is reported in system headers and no call is followed into them; only what
/// makes a coroutine suspend and resume is read there too.
bool isSkippableBody(const clang::Decl *Function);

/// Was the body left out, of the function or of the template that it comes
/// from? Then nobody knows whether it is a coroutine.
bool bodyIsSkipped(const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_SKIPPABLEBODY_H
