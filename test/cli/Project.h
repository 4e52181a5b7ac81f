// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small project in a temporary folder, and the real program run on it.

#ifndef ASYNC_TIDY_TEST_CLI_PROJECT_H
#define ASYNC_TIDY_TEST_CLI_PROJECT_H

#include "test/unit/TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace async_tidy::fixtures {

/// What a run of the program gave.
struct CliRun {
  int Code = -1; ///< 128 + signal if it was killed.
  std::string Out;
  std::string Err;
};

/// One coroutine that sleeps: exactly one finding of async-blocking-call, in
/// line `SleepingLine`.
extern const char *const SleepingSource;
inline constexpr int SleepingLine = 10;
/// A coroutine with nothing wrong.
extern const char *const CleanSource;

class Project {
public:
  /// Adds a source and its command: compiler, \p Flags, -c, file.
  void addUnit(const std::string &File, std::string_view Text,
               std::vector<std::string> Flags = {},
               const std::string &Compiler = "g++");
  /// Adds a command for a file that may not exist.
  void addEntry(nlohmann::json Entry) { Database.push_back(std::move(Entry)); }

  /// Writes the database and runs `async-tidy ARGS` in the project's folder.
  CliRun run(const std::string &Args, const std::string &Program = "");
  /// The same with "-p ." in front.
  CliRun check(const std::string &Args = "") { return run("-p . " + Args); }

  TemporaryFolder Folder;

private:
  nlohmann::json Database = nlohmann::json::array();
};

} // namespace async_tidy::fixtures

#endif // ASYNC_TIDY_TEST_CLI_PROJECT_H
