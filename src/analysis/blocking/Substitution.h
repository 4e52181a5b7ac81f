// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call in a function, as a call of that function makes it: with the arguments
// that are written there in place of the parameters.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_SUBSTITUTION_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_SUBSTITUTION_H

#include "analysis/syntax/CallParts.h"

namespace async_tidy {

/// Is the object or an argument of \p P a parameter of \p F?
bool dependsOnParameters(const CallParts &P, const clang::FunctionDecl *F);

/// \p Inner, a call in \p Callee, as \p Outer, a call of \p Callee, makes it.
CallParts substituted(const CallParts &Inner, const clang::FunctionDecl *Callee,
                      const CallParts &Outer);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_SUBSTITUTION_H
