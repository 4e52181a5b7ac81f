// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_SNIPPET_H
#define ASYNC_TIDY_REPORT_SNIPPET_H

#include "findings/Finding.h"

#include <optional>
#include <string>
#include <string_view>

namespace async_tidy {

class SourceFile;

/// A source line as a terminal shows it, and the cells to underline.
struct Snippet {
  unsigned Line = 0;
  std::string Text;       ///< Tabs expanded, unprintable characters replaced.
  unsigned MarkBegin = 0; ///< 0-based cell below which the caret stands.
  unsigned MarkEnd = 0;   ///< One past the last marked cell, > MarkBegin.
};

/// The first line of \p Where. A very long line is cut around the mark. Nothing
/// if the file has no such line (any more).
std::optional<Snippet> makeSnippet(const SourceFile &File,
                                   const Location &Where);

/// The line that \p X gives when all of it happens within one line that no
/// edit splits; nothing otherwise, or when edits overlap or lie outside the
/// line. Marked is what the first edit inserts.
std::optional<Snippet> previewFix(const SourceFile &File, const Fix &X);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_SNIPPET_H
