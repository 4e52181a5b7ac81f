// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_URI_H
#define ASYNC_TIDY_REPORT_URI_H

#include <string>
#include <string_view>

namespace async_tidy {

/// \p Path as a URI path: every byte but letters, digits and "-._~/" as %XX.
std::string percentEncoded(std::string_view Path);

/// \p AbsolutePath as a file URI. A folder's must end with a slash.
std::string fileUri(std::string_view AbsolutePath, bool IsFolder = false);

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_URI_H
