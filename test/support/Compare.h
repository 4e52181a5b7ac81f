// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compares what a run found with what a fixture expects, and rewrites the
// fixture's expectations.

#ifndef ASYNC_TIDY_TEST_COMPARE_H
#define ASYNC_TIDY_TEST_COMPARE_H

#include "test/support/Fixture.h"
#include "test/support/RunTidy.h"

#include <string>
#include <vector>

namespace async_tidy::test {

/// What is wrong with \p Result, one line each; empty if it is as expected.
std::vector<std::string> compare(const Fixture &F, const RunConfig &Run,
                                 const TidyResult &Result);

/// The fixture's text with the CHECK comments that \p Results (one per run)
/// need.
std::string bless(const Fixture &F, const std::vector<TidyResult> &Results);

/// The lines of \p Fixed that are new against the fixture, without its CHECK
/// comments and leading white space.
std::vector<std::string> changedLines(const Fixture &F,
                                      const std::string &Fixed);

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_COMPARE_H
