// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CLANGD_DEFAULTCHECKS_H
#define ASYNC_TIDY_CLANGD_DEFAULTCHECKS_H

#include <llvm/ADT/StringRef.h>

#include <string>

namespace async_tidy {

/// The globs of a `Checks` option with our checks switched on, unless the user
/// has decided about them: globs that name our checks keep their effect, while
/// "-*" and the like, written to choose among other checks, do not reach ours.
std::string withAsyncChecks(llvm::StringRef Checks);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLANGD_DEFAULTCHECKS_H
