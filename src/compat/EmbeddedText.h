// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_COMPAT_EMBEDDEDTEXT_H
#define ASYNC_TIDY_COMPAT_EMBEDDEDTEXT_H

#include <span>
#include <string_view>

namespace async_tidy {

/// A text file that the build put into the program.
struct EmbeddedText {
  std::string_view Name; ///< The file's name without folder and extension.
  std::string_view Text;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_COMPAT_EMBEDDEDTEXT_H
