// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_VERSIONCONTROL_H
#define ASYNC_TIDY_FINDINGS_VERSIONCONTROL_H

#include <optional>
#include <string>

namespace async_tidy {

/// Where the analysed sources come from.
struct VersionControl {
  std::string RepositoryUri; ///< Absolute, without credentials; may be empty.
  std::string Revision;      ///< Commit id; empty before the first commit.
  std::string Branch;        ///< Empty when no branch is checked out.
};

/// Reads the git metadata of \p Root (a check-out's top folder) from its files,
/// without running git. Nothing if \p Root is no check-out.
std::optional<VersionControl> readVersionControl(const std::string &Root);

/// \p Remote as an absolute URI: `git@host:path` becomes `https://host/path`,
/// user names and passwords are removed. Empty for a local path.
std::string repositoryUri(const std::string &Remote);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_VERSIONCONTROL_H
