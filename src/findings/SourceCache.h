// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_SOURCECACHE_H
#define ASYNC_TIDY_FINDINGS_SOURCECACHE_H

#include "findings/Finding.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace async_tidy {

/// Texts of files, by absolute path.
using SourceTexts = std::map<std::string, std::string, std::less<>>;

/// The text of one file, by line. A line ends with LF, CR or CR LF, as for
/// clang. A file that cannot be read has no lines.
class SourceFile {
public:
  explicit SourceFile(std::string Contents, bool Readable = true);
  SourceFile(const SourceFile &) = delete;
  SourceFile &operator=(const SourceFile &) = delete;

  bool readable() const { return Readable; }
  std::string_view text() const { return Text; }
  unsigned lineCount() const { return static_cast<unsigned>(Starts.size()); }

  /// The 1-based line without its terminator; empty if there is no such line.
  std::string_view line(unsigned Number) const;

  /// The 1-based column of \p P counted in UTF-16 code units; a byte-order
  /// mark does not count. Without the line's text, the byte column.
  unsigned utf16Column(const Position &P) const;

private:
  std::string Text;
  std::vector<size_t> Starts; ///< Offset of each line's first byte.
  bool Readable;
};

/// Reads each file once. Not thread-safe: reports are written by one thread.
class SourceCache {
public:
  /// The file at \p Path; an unreadable, line-less one when it is gone, a
  /// folder, or larger than 256 MB. The reference lives as long as the cache.
  const SourceFile &get(const std::string &Path) const;

  /// Uses \p Contents for \p Path instead of what is on disk.
  void add(std::string Path, std::string Contents);

private:
  mutable std::map<std::string, std::unique_ptr<SourceFile>, std::less<>> Files;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_SOURCECACHE_H
