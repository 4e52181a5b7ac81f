// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading the files that a user names.

#ifndef ASYNC_TIDY_COMPAT_REGULARFILE_H
#define ASYNC_TIDY_COMPAT_REGULARFILE_H

#include <llvm/Support/Error.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>

#include <memory>

namespace async_tidy {

/// The contents of \p Path. The error names the path and the cause. A pipe or a
/// device is refused: opening one can wait for ever.
inline llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readRegularFile(llvm::StringRef Path) {
  auto Refuse = [&](const llvm::Twine &Why) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   "cannot read '" + Path + "': " + Why);
  };
  llvm::sys::fs::file_status Status;
  if (std::error_code Error = llvm::sys::fs::status(Path, Status))
    return Refuse(Error.message());
  if (Status.type() == llvm::sys::fs::file_type::directory_file)
    return Refuse("it is a folder");
  if (Status.type() != llvm::sys::fs::file_type::regular_file)
    return Refuse("it is a pipe or a device; name a file");
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return Refuse(Buffer.getError().message());
  return std::move(*Buffer);
}

} // namespace async_tidy

#endif // ASYNC_TIDY_COMPAT_REGULARFILE_H
