// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does the code around a call show that its descriptor will not make it wait?

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_NONBLOCKINGDESCRIPTORS_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_NONBLOCKINGDESCRIPTORS_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the code show that the call's descriptor is in non-blocking mode (it is
/// put there before the call, or EAGAIN is tested), or that its readiness was
/// awaited?
bool isNonBlockingDescriptor(TranslationUnit &TU, const CallParts &P,
                             const FunctionBody &Body);

/// Was the descriptor made by an expression that mentions such a name, as in
/// `fd = socket(AF_INET, SOCK_DGRAM, 0)`: in \p Body, or where another member
/// function of its class makes it?
bool isOpenedWith(TranslationUnit &TU, const clang::Expr *Descriptor,
                  const FunctionBody &Body,
                  llvm::function_ref<bool(llvm::StringRef)> Wanted);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_NONBLOCKINGDESCRIPTORS_H
