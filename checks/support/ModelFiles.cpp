// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "checks/support/ModelFiles.h"

#include <clang/Basic/FileManager.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

using namespace clang;
using namespace async_tidy;
namespace path = llvm::sys::path;

/// The folder of the nearest `.clang-tidy` that names the option, or "".
static std::string configuredIn(const SourceManager &SM) {
  auto Main = SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Main)
    return {};
  SmallString<256> Folder = Main->getName();
  SM.getFileManager().makeAbsolutePath(Folder);
  path::remove_dots(Folder, /*remove_dot_dot=*/true);
  llvm::vfs::FileSystem &FS = SM.getFileManager().getVirtualFileSystem();
  for (path::remove_filename(Folder); !Folder.empty();
       path::remove_filename(Folder)) {
    SmallString<256> File = Folder;
    path::append(File, ".clang-tidy");
    if (auto Text = FS.getBufferForFile(File);
        Text && (*Text)->getBuffer().contains("AsyncModelFiles"))
      return Folder.str().str();
    if (path::root_path(Folder) == Folder)
      break;
  }
  return {};
}

std::vector<std::string> async_tidy::modelFiles(llvm::StringRef Value,
                                                const SourceManager &SM) {
  SmallVector<llvm::StringRef, 4> Parts;
  Value.split(Parts, ';', -1, /*KeepEmpty=*/false);
  std::vector<std::string> Files;
  for (llvm::StringRef Part : Parts) {
    SmallString<256> File = Part.trim();
    if (path::is_relative(File))
      if (std::string Folder = configuredIn(SM); !Folder.empty()) {
        File = Folder;
        path::append(File, Part.trim());
      }
    Files.push_back(File.str().str());
  }
  return Files;
}
