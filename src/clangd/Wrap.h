// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The drop-in clangd changes a few functions of the distribution's clangd
// while linking: calls of F go to __wrap_F, which is ours, and the original is
// __real_F. The mangled names come from the table of the LLVM version in
// tools/cmake/clangd, as clangd installs no headers to declare them from. A
// name that is wrong is an undefined __real_F, so it cannot be overlooked.
//
// The declarations here and in the sources must fit clangd's own; the types
// that are not ours are used by reference or pointer only, or come from
// installed headers.

#ifndef ASYNC_TIDY_CLANGD_WRAP_H
#define ASYNC_TIDY_CLANGD_WRAP_H

/// Behind a declaration: this is what the linker calls instead of the function.
#define ASYNC_TIDY_WRAPPER(KEY) __asm__("__wrap_" ASYNC_TIDY_SYMBOL_##KEY)
/// Behind a declaration: this is the function as clangd has it.
#define ASYNC_TIDY_ORIGINAL(KEY) __asm__("__real_" ASYNC_TIDY_SYMBOL_##KEY)

#endif // ASYNC_TIDY_CLANGD_WRAP_H
