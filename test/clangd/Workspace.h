// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_TEST_WORKSPACE_H
#define ASYNC_TIDY_TEST_WORKSPACE_H

#include "test/clangd/LspClient.h"
#include "test/support/Fixture.h"

#include <string>
#include <vector>

namespace async_tidy::test {

/// A folder with sources, their compile commands and settings, removed at the
/// end.
class Workspace {
public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace &) = delete;
  Workspace &operator=(const Workspace &) = delete;

  const std::string &root() const { return Root; }
  /// The path of \p Name in the folder.
  std::string path(const std::string &Name) const;
  /// Writes a file, with the folders above it. \returns its path.
  std::string write(const std::string &Name, const std::string &Text);
  /// Writes a source with a compile command of its own. \returns its path.
  std::string addSource(const std::string &Name, const std::string &Text,
                        std::vector<std::string> Arguments);
  /// As addSource, for C++20 with the stubs of the fixtures.
  std::string addSource(const std::string &Name, const std::string &Text);
  /// A copy of a fixture for one of its runs, in a folder of its own with the
  /// run's .clang-tidy.
  std::string addFixture(const Fixture &F, const RunConfig &Run);

  /// Starts async-tidy-clangd here.
  LspClient::Setup server(std::vector<std::string> Args = {}) const;

private:
  std::string Root;
  Json Commands = Json::array();
};

/// What a program wrote and how it ended.
struct CommandResult {
  int Status = 0;
  std::string Output; ///< stdout and stderr.
};
CommandResult run(const std::string &ShellCommand);

/// The diagnostics that come from our checks.
std::vector<Json> ofOurs(const Json &Diagnostics);

} // namespace async_tidy::test

#endif // ASYNC_TIDY_TEST_WORKSPACE_H
