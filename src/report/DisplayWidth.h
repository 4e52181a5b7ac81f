// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_DISPLAYWIDTH_H
#define ASYNC_TIDY_REPORT_DISPLAYWIDTH_H

#include <string>
#include <string_view>

namespace async_tidy {

/// The number of terminal cells that \p C takes: 0 for combining marks, 2 for
/// wide East Asian characters and emoji. Independent of the locale.
unsigned displayWidth(char32_t C);

/// Whether \p C must not reach a terminal as it is: control characters, which
/// may be escape sequences, and those that reorder the text around them.
bool isUnprintable(char32_t C);

/// \p Text with each unprintable or malformed character as U+FFFD, tabs and
/// line breaks as blanks.
std::string printable(std::string_view Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_DISPLAYWIDTH_H
