// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lets the dynamic linker load the plugin into a clang-tidy of another LLVM, so
// that the version guard can say what is wrong. Functions that such a host
// lacks do no harm, they are looked up when they are called; data is looked up
// while loading. Each definition here stands in for data that not every
// supported LLVM has. It is weak and behind the host's own in lookup order: in
// the right host nothing ever reads it. The test of the mismatched hosts fails
// when one is missing.

#define ASYNC_TIDY_STAND_IN(Number, Symbol)                                    \
  extern "C" __attribute__((weak, visibility("default")))                      \
  const char asyncTidyStandIn##Number[64] __asm__(Symbol) = {};

#if defined(__ELF__)
// llvm::APFloatBase::semPPCDoubleDouble, from clang/AST/APValue.h; new
// after 19.
ASYNC_TIDY_STAND_IN(1, "_ZN4llvm11APFloatBase18semPPCDoubleDoubleE")
#endif
