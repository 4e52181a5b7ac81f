// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An assertion as test frameworks write it: what is thrown inside fails the
// test.

#ifndef ASYNC_TIDY_TEST_STUBS_CHECK_MACRO_H
#define ASYNC_TIDY_TEST_STUBS_CHECK_MACRO_H

void report_unexpected_exception();
void report_result(bool passed);

#define CHECK_THAT(...)                                                        \
  do {                                                                         \
    try {                                                                      \
      report_result(static_cast<bool>(__VA_ARGS__));                           \
    } catch (...) {                                                            \
      report_unexpected_exception();                                           \
    }                                                                          \
  } while (false)

#endif // ASYNC_TIDY_TEST_STUBS_CHECK_MACRO_H
