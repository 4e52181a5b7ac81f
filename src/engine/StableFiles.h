// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A view of the disk on which a text, once read, stays as it was. LLVM maps
// larger files into memory, and what an editor saves during a run would then
// show up under places that were computed before.

#ifndef ASYNC_TIDY_ENGINE_STABLEFILES_H
#define ASYNC_TIDY_ENGINE_STABLEFILES_H

#include "findings/SourceCache.h"

#include <llvm/Support/VirtualFileSystem.h>

#include <memory>

namespace async_tidy {

/// The disk, with a working folder of its own; every file is read into memory.
/// Files of \p Instead, by real path, have the text that is there; whatever
/// name they are opened by.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
stableFileSystem(std::shared_ptr<const SourceTexts> Instead = nullptr);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_STABLEFILES_H
