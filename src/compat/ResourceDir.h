// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_COMPAT_RESOURCEDIR_H
#define ASYNC_TIDY_COMPAT_RESOURCEDIR_H

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <string>

namespace async_tidy {

/// The directory with clang's builtin headers for the LLVM version that this
/// program was built with. Looked for, in this order: at \p Preferred (what the
/// caller knows, may be empty), where it was at build time, where a clang of
/// this version on the PATH has it. The error says what to install or pass.
llvm::Expected<std::string> findResourceDir(llvm::StringRef Preferred);

} // namespace async_tidy

#endif // ASYNC_TIDY_COMPAT_RESOURCEDIR_H
