// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_UNICODE_H
#define ASYNC_TIDY_FINDINGS_UNICODE_H

#include <string_view>

namespace async_tidy {

/// A code point and the number of bytes that encode it.
struct CodePoint {
  char32_t Value;
  unsigned Bytes;
};

/// The first code point of the non-empty \p Text. Bytes that are no UTF-8 give
/// U+FFFD, one per maximal invalid part as the WHATWG decoder does it.
CodePoint firstCodePoint(std::string_view Text);

/// The number of UTF-16 code units that encode \p Text.
unsigned utf16Length(std::string_view Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_UNICODE_H
