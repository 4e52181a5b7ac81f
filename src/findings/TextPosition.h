// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_TEXTPOSITION_H
#define ASYNC_TIDY_FINDINGS_TEXTPOSITION_H

#include <cstddef>
#include <string>
#include <string_view>

namespace async_tidy {

/// Where \p Offset (at most the size) lies in \p Text, as "line:column": both
/// from 1, columns in bytes.
std::string lineAndColumn(std::string_view Text, size_t Offset);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_TEXTPOSITION_H
