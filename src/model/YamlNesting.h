// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM reads nested YAML by recursion. Files with nothing but brackets would
// run the program out of its stack, so they are refused before.

#ifndef ASYNC_TIDY_MODEL_YAMLNESTING_H
#define ASYNC_TIDY_MODEL_YAMLNESTING_H

#include <llvm/ADT/StringRef.h>

#include <optional>
#include <string>

namespace async_tidy {

/// Levels that a configuration file may have; those that make sense have three.
inline constexpr unsigned DeepestYaml = 64;

/// "FILE:LINE: nested more than 64 levels deep" if the first document of \p
/// Text is. Of other mistakes it says nothing.
std::optional<std::string> deepYamlProblem(llvm::StringRef File,
                                           llvm::StringRef Text);

} // namespace async_tidy

#endif // ASYNC_TIDY_MODEL_YAMLNESTING_H
