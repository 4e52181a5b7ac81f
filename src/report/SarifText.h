// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_SARIFTEXT_H
#define ASYNC_TIDY_REPORT_SARIFTEXT_H

#include <string>
#include <string_view>

namespace async_tidy {

/// A message in clang's style as SARIF wants it: full sentences that start
/// with a capital and end in a period. A clause behind a semicolon becomes a
/// sentence of its own, so that the first one, which is all that a list of
/// alerts shows, stands alone. What is 'quoted' stays as it is.
std::string sentences(std::string_view Message);

/// \p Text such that SARIF viewers see no placeholder and no link in it.
std::string escapeSarif(std::string_view Text);

/// An embedded link to the related location \p Id.
std::string linkTo(unsigned Id, std::string_view Text);

/// Markdown as readable plain text: no fences, heading marks, emphasis, link
/// targets; `code` becomes 'code'.
std::string plainText(std::string_view Markdown);

/// \p Markdown with links relative to \p Folder made absolute.
std::string absoluteLinks(std::string_view Markdown, std::string_view Folder);

/// At most \p Max bytes of \p Text, cut behind a sentence if possible, never
/// within a character.
std::string shortened(std::string_view Text, size_t Max);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_SARIFTEXT_H
