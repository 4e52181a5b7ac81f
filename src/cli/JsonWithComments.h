// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Editors' settings files: JSON with comments and trailing commas, written by
// people.

#ifndef ASYNC_TIDY_CLI_JSONWITHCOMMENTS_H
#define ASYNC_TIDY_CLI_JSONWITHCOMMENTS_H

#include <string>
#include <string_view>

namespace async_tidy {

struct JsonEdit {
  std::string Text;  ///< The file with the setting.
  std::string Error; ///< "line:column: what is wrong"; then Text is empty.
};

/// \p File with the member \p Key of its outermost object set to the string
/// \p Value. Everything else stays as it is, byte for byte: comments, order,
/// line ends. A file without any value becomes an object.
JsonEdit withMember(std::string_view File, std::string_view Key,
                    std::string_view Value);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_JSONWITHCOMMENTS_H
