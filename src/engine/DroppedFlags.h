// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_ENGINE_DROPPEDFLAGS_H
#define ASYNC_TIDY_ENGINE_DROPPEDFLAGS_H

#include <llvm/ADT/StringRef.h>

namespace async_tidy {

/// Is the option with this canonical spelling ("-MF", "-fplugin=") one that an
/// analysis must not have? Covers the driver's options and those behind
/// -Xclang. Options that clang does not know at all are not listed: whoever
/// asks drops them anyway.
bool isDroppedFlag(llvm::StringRef Name);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_DROPPEDFLAGS_H
