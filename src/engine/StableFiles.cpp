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

/// A file of the disk with another text.
class ReplacedFile : public vfs::File {
public:
  ReplacedFile(vfs::Status Stat, const std::string &Text)
      : Stat(std::move(Stat)), Text(Text) {}

  llvm::ErrorOr<vfs::Status> status() override { return Stat; }
  std::error_code close() override { return {}; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const Twine &Name, int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(Text, Name);
  }

private:
  vfs::Status Stat;
  const std::string &Text;
};

class ReadingFileSystem : public vfs::ProxyFileSystem {
public:
  ReadingFileSystem(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk,
                    std::shared_ptr<const SourceTexts> Instead)
      : ProxyFileSystem(std::move(Disk)), Instead(std::move(Instead)) {}

  llvm::ErrorOr<vfs::Status> status(const Twine &Path) override {
    auto Stat = ProxyFileSystem::status(Path);
    const std::string *Text = Stat ? textInstead(Path) : nullptr;
    // clang reads as many bytes as the status says.
    return Text ? vfs::Status::copyWithNewSize(*Stat, Text->size()) : Stat;
  }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    if (const std::string *Text = textInstead(Path)) {
      auto Stat = status(Path);
      if (!Stat)
        return Stat.getError();
      return std::make_unique<ReplacedFile>(std::move(*Stat), *Text);
    }
    auto Opened = ProxyFileSystem::openFileForRead(Path);
    if (!Opened)
      return Opened;
    return std::make_unique<ReadFile>(std::move(*Opened));
  }

private:
  const std::string *textInstead(const Twine &Path) {
    llvm::SmallString<256> Real;
    if (!Instead || getRealPath(Path, Real))
      return nullptr;
    auto It = Instead->find(std::string_view(Real.str()));
    return It == Instead->end() ? nullptr : &It->second;
  }

  std::shared_ptr<const SourceTexts> Instead;
};
} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
async_tidy::stableFileSystem(std::shared_ptr<const SourceTexts> Instead) {
  return llvm::makeIntrusiveRefCnt<ReadingFileSystem>(
      vfs::createPhysicalFileSystem(), std::move(Instead));
}
