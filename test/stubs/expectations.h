// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assertions as test frameworks write them.

#ifndef ASYNC_TIDY_TEST_STUBS_EXPECTATIONS_H
#define ASYNC_TIDY_TEST_STUBS_EXPECTATIONS_H

struct test_is_over {};
void report_expectation(const char *text, bool passed);
void report_assertion(int level, const char *text);
template <class A, class B>
bool are_same(const char *text, const A &a, const B &b) {
  bool same = a == b;
  report_expectation(text, same);
  return same;
}
/// Not declared [[noreturn]], as in some frameworks.
inline void stop_this_test(const char *text) {
  report_expectation(text, false);
  throw test_is_over();
}

#define EXPECT_SAME(a, b) are_same(#a " == " #b, a, b)
#define TEST_FAIL(text) report_assertion(2, text)

#endif // ASYNC_TIDY_TEST_STUBS_EXPECTATIONS_H
