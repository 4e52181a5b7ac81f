// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where clang's own headers (stddef.h, coroutine builtins' intrinsics, …) are.
// A binary that was moved computes a wrong place, and then nothing parses.

#ifndef ASYNC_TIDY_ENGINE_RESOURCEDIR_H
#define ASYNC_TIDY_ENGINE_RESOURCEDIR_H

#include <llvm/Support/Error.h>

#include <string>

namespace async_tidy {

/// \p Wanted if it is a resource directory, else the first of: lib/clang/N
/// beside the folder of the program at \p ProgramPath, the one known at build
/// time, that of clang-N or of a clang of the same major version on PATH.
/// The error says how to set it.
llvm::Expected<std::string> findResourceDir(const std::string &Wanted,
                                            const std::string &ProgramPath);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_RESOURCEDIR_H
