// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clang-tidy in this process, over one file.

#ifndef ASYNC_TIDY_TEST_RUNTIDY_H
#define ASYNC_TIDY_TEST_RUNTIDY_H

#include "test/support/Fixture.h"

#include <string>
#include <vector>

namespace async_tidy::test {

struct Diag {
  std::string File; ///< Absolute path.
  unsigned Line = 0;
  unsigned Column = 0;
  std::string Level; ///< "warning", "error" or "note".
  std::string Message;
  std::string Check; ///< Empty for notes.
  std::vector<Diag> Notes;

  /// "message [check]", or the message alone for a note.
  std::string text() const;
  /// "file.cpp:LINE:COLUMN: level: message [check]".
  std::string str() const;
};

struct TidyResult {
  std::vector<Diag> Findings;
  /// The main file with the fixes of all findings applied (those of notes are
  /// suggestions and are not).
  std::string FixedText;
  bool HasFixes = false;
  std::string Error; ///< The run itself failed.

  bool hasCompileError() const;
};

/// Runs the checks of \p Run over \p Path. \p Text replaces the file's
/// contents.
TidyResult runTidy(const std::string &Path, const RunConfig &Run,
                   const std::string *Text = nullptr);

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_RUNTIDY_H
