// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_OUTPUTFILE_H
#define ASYNC_TIDY_REPORT_OUTPUTFILE_H

#include <optional>
#include <string>
#include <string_view>

namespace async_tidy {

/// A new text for a file, written beside it under another name. A symbolic link
/// is followed; the permissions are those of the file that it replaces.
class StagedFile {
public:
  /// \p Path is a regular file, or nothing yet.
  StagedFile(const std::string &Path, std::string_view Contents);
  /// Removes what was not put in place.
  ~StagedFile();
  StagedFile(StagedFile &&Other) noexcept;
  StagedFile &operator=(StagedFile &&) = delete;

  /// What went wrong so far, with path and cause; nothing if all is well.
  const std::optional<std::string> &problem() const { return Problem; }

  /// Renames the new file to the old one's name. Returns problem().
  const std::optional<std::string> &putInPlace();

private:
  void write(std::string_view Contents);
  void fail(int Code);

  std::string Path;
  std::string Target;    ///< Where Path's links lead.
  std::string Temporary; ///< Empty: there is none.
  std::optional<std::string> Problem;
};

/// Writes \p Contents to \p Path so that a reader sees the old file or the
/// whole new one, by a StagedFile. A device, or a pipe that somebody reads, is
/// written to directly. Returns nothing on success, otherwise a message that
/// names the path and the cause.
std::optional<std::string> writeFileAtomically(const std::string &Path,
                                               std::string_view Contents);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_OUTPUTFILE_H
