// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One mistake for each sanitizer. A build whose sanitizers do not report these
// proves nothing about the rest; test/python/test_sanitizers.py checks it.

#ifndef ASYNC_TIDY_TEST_KNOWNBAD_H
#define ASYNC_TIDY_TEST_KNOWNBAD_H

#include <climits>
#include <string_view>

namespace async_tidy::test {

/// Makes the mistake \p Name. \returns false if it does not know it.
inline bool makeMistake(std::string_view Name) {
  // volatile, so that the mistake is made and not optimized away.
  if (Name == "heap-use-after-free") {
    volatile int *Freed = new int(1);
    delete Freed;
    return *Freed == *Freed;
  }
  if (Name == "stack-buffer-overflow") {
    volatile char Buffer[4] = {};
    volatile char *volatile Start = Buffer;
    return Start[4] == Start[4];
  }
  if (Name == "signed integer overflow") {
    volatile int Largest = INT_MAX;
    volatile int Sum = Largest + 1;
    return Sum == Sum;
  }
  if (Name == "detected memory leaks") {
    int *volatile Leaked = new int(1);
    Leaked = nullptr;
    return !Leaked;
  }
  return false;
}

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_KNOWNBAD_H
