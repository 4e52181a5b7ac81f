// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_REPLACEFILES_H
#define ASYNC_TIDY_REPORT_REPLACEFILES_H

#include <string>
#include <string_view>
#include <vector>

namespace async_tidy {

/// New text for a file of which the old text is known.
struct Replacement {
  std::string Path;
  std::string_view Old;
  std::string New;
};

/// Replaces all files or none. Every new text is written to its disk first;
/// only when all of them are there, and no file has another text than its old
/// one, do they take their places. If one of them cannot, the others get their
/// old text back. Returns what went wrong; empty on success.
std::vector<std::string> replaceFiles(const std::vector<Replacement> &Files);

/// Does the file at \p Path contain \p Text and nothing else?
bool hasText(const std::string &Path, std::string_view Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_REPLACEFILES_H
