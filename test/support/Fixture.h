// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An annotated C++ file: the runs that its header comment asks for and the
// diagnostics that its CHECK comments expect. docs/contributing.md describes
// the syntax.

#ifndef ASYNC_TIDY_TEST_FIXTURE_H
#define ASYNC_TIDY_TEST_FIXTURE_H

#include <optional>
#include <string>
#include <vector>

namespace async_tidy::test {

/// One analysis of a fixture.
struct RunConfig {
  std::string Suffix; ///< Empty, or the X of CHECK-MESSAGES-X.
  std::string Std = "c++20";
  std::string Checks;  ///< Comma separated globs, without the leading "-*".
  std::string Options; ///< The inside of a YAML flow mapping.
  std::vector<std::string> Args; ///< Further compiler arguments.
  bool ExpectErrors = false;     ///< Compile errors need no expectation.
  bool ExpectGaps = false;       ///< Some function is too much for a check.
  /// The package whose headers the fixture includes, if they are not installed.
  std::string MissingPackage;

  /// The contents of a .clang-tidy file for this run.
  std::string clangTidyFile() const;
  /// The compiler arguments between the program and the file's name.
  std::vector<std::string> compileArguments() const;
};

struct Expectation {
  std::string File; ///< Suffix of the path; empty for the fixture itself.
  unsigned Line = 0;
  std::optional<unsigned> Column;
  std::string Level; ///< "warning", "error" or "note".
  std::string Text;  ///< Part of "message [check]"; {{…}} holds a regex.
  std::string Suffix;
  bool WithNotes = false; ///< CHECK-NOTES: every note needs its own line.
  unsigned SourceLine = 0;
};

struct FixExpectation {
  std::string Text; ///< Part of a line of the file with the fixes applied.
  std::string Suffix;
  unsigned SourceLine = 0;
};

struct Fixture {
  std::string Path;
  std::string Name; ///< The file's name without extension.
  std::vector<std::string> Lines;
  std::vector<RunConfig> Runs; ///< At least one.
  std::vector<Expectation> Expected;
  std::vector<FixExpectation> Fixes;
  std::vector<std::string> Errors; ///< What is wrong with the annotations.

  /// Reads \p Path; problems end up in Errors.
  static Fixture read(const std::string &Path);

  std::string text() const;
  bool hasNotes() const;
  /// Why it cannot run on this machine, for whoever runs the tests; empty if it
  /// can.
  std::string cannotRun() const;
};

/// Is \p Line nothing but a CHECK-MESSAGES, CHECK-NOTES or CHECK-FIXES comment?
bool isCheckLine(const std::string &Line);

/// All fixtures: those of the checks and those with the libraries' own headers.
std::vector<std::string> allFixtures();
/// Those of them that can run on this machine; the others are told on stderr.
std::vector<std::string> runnableFixtures();
/// Every fixture (async-*.cpp) below \p Folder, sorted.
std::vector<std::string> findFixtures(const std::string &Folder);

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_FIXTURE_H
