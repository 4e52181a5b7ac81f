// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_OUTPUTFILE_H
#define ASYNC_TIDY_REPORT_OUTPUTFILE_H

#include <optional>
#include <string>
#include <string_view>

namespace async_tidy {

/// Writes \p Contents to \p Path so that a reader sees the old file or the
/// whole new one: a temporary file in the same folder is renamed. A symbolic
/// link is followed. A device, or a pipe that somebody reads, is written to
/// directly. Returns nothing on success, otherwise a message that
/// names the path and the cause.
std::optional<std::string> writeFileAtomically(const std::string &Path,
                                               std::string_view Contents);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_OUTPUTFILE_H
