// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_PATHMAP_H
#define ASYNC_TIDY_FINDINGS_PATHMAP_H

#include <map>
#include <optional>
#include <string>

namespace async_tidy {

/// Maps absolute paths to paths relative to the source root, which is what
/// reports and fingerprints show: they must not depend on the machine.
class PathMap {
public:
  /// \p Root is an absolute or cwd-relative folder; it need not exist.
  explicit PathMap(const std::string &Root);

  /// The nearest folder at or above \p Folder that has a `.git`, otherwise
  /// \p Folder itself; absolute, symbolic links resolved.
  static std::string findRoot(const std::string &Folder);

  /// Absolute, symbolic links resolved, no trailing slash (except "/").
  const std::string &root() const { return Root; }

  /// \p Path with symbolic links, "." and ".." resolved. A file that does not
  /// exist is resolved as far as its folders do.
  std::string canonical(const std::string &Path) const;

  /// \p Path relative to the root with '/' between the parts, nothing if it
  /// lies outside.
  std::optional<std::string> relative(const std::string &Path) const;

  /// relative(), or the canonical path of a file outside of the root.
  std::string display(const std::string &Path) const;

private:
  std::string Root;
  std::string LexicalRoot;
  mutable std::map<std::string, std::string, std::less<>> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_PATHMAP_H
