// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the mistake that the command line names, and ends with 0 if no
// sanitizer stops it.

#include "test/sanitizer/KnownBad.h"

int main(int Argc, char **Argv) {
  return Argc == 2 && async_tidy::test::makeMistake(Argv[1]) ? 0 : 2;
}
