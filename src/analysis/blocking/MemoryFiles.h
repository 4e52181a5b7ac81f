// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that lie in memory: what the kernel shows in /sys and /proc. To open
// one waits for no disk.

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_MEMORYFILES_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_MEMORYFILES_H

#include "model/TranslationUnit.h"

namespace async_tidy {

/// Does the path \p E begin with a folder that a library file lists
/// (`descriptors: memory-folders`), or that of the stream \p E, a variable,
/// with which it is opened? Follows literals, `+` and `/`, variables with an
/// initialiser, conversions, and what functions of the project return.
bool isPathInMemory(TranslationUnit &TU, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_MEMORYFILES_H
