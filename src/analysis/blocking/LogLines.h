// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does a function write a line of a log: text goes out, nothing comes back?
// That it may reach a file, or start a new one, is known to whoever logs, and a
// matter of the group `logging`.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_LOGLINES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_LOGLINES_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// By its shape: \p F, or the class or namespace that it is declared in, is
/// called after a log; it returns nothing but a stream; and of the objects that
/// it is given one is text.
bool writesLog(TranslationUnit &TU, const clang::FunctionDecl *F);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_LOGLINES_H
