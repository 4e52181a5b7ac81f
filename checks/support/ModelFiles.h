// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The option AsyncModelFiles, as all checks read it.

#ifndef ASYNC_TIDY_CHECKS_SUPPORT_MODELFILES_H
#define ASYNC_TIDY_CHECKS_SUPPORT_MODELFILES_H

#include <clang/Basic/SourceManager.h>

#include <string>
#include <vector>

namespace async_tidy {

/// The paths in \p Value, which are separated by ';'. A relative one is seen
/// from the nearest `.clang-tidy` above the main file that sets the option;
/// clang-tidy does not tell a check where an option comes from. If none does
/// (the option comes from the command line), it is seen from the working
/// directory. Only the command-line program passes absolute paths alone.
std::vector<std::string> modelFiles(llvm::StringRef Value,
                                    const clang::SourceManager &SM);

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_SUPPORT_MODELFILES_H
