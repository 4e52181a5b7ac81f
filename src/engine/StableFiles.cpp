// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/StableFiles.h"

#include <llvm/Support/MemoryBuffer.h>

using namespace async_tidy;
using llvm::Twine;
namespace vfs = llvm::vfs;

namespace {
class ReadFile : public vfs::File {
public:
  explicit ReadFile(std::unique_ptr<vfs::File> Inner)
      : Inner(std::move(Inner)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Inner->status(); }
  llvm::ErrorOr<std::string> getName() override { return Inner->getName(); }
  std::error_code close() override { return Inner->close(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const Twine &Name, int64_t FileSize, bool RequiresNullTerminator,
            bool IsVolatile) override {
    // A volatile file is read, not mapped.
    return Inner->getBuffer(Name, FileSize, RequiresNullTerminator,
                            /*IsVolatile=*/true);
  }

private:
  std::unique_ptr<vfs::File> Inner;
};

class ReadingFileSystem : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    auto Opened = ProxyFileSystem::openFileForRead(Path);
    if (!Opened)
      return Opened;
    return std::make_unique<ReadFile>(std::move(*Opened));
  }
};
} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem> async_tidy::stableFileSystem() {
  return llvm::makeIntrusiveRefCnt<ReadingFileSystem>(
      vfs::createPhysicalFileSystem());
}
