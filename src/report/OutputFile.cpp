// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/OutputFile.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace async_tidy;
namespace fs = std::filesystem;

static std::string failed(const std::string &Path, int Code) {
  return "cannot write '" + Path + "': " + std::strerror(Code);
}

/// Returns errno, 0 on success. Closes \p File in any case.
static int writeAndClose(int File, std::string_view Contents) {
  int Code = 0;
  while (!Contents.empty() && Code == 0) {
    ssize_t Written = ::write(File, Contents.data(), Contents.size());
    if (Written >= 0)
      Contents.remove_prefix(static_cast<size_t>(Written));
    else if (errno != EINTR)
      Code = errno;
  }
  // Some file systems report a full disk only here.
  if (::close(File) != 0 && Code == 0)
    Code = errno;
  return Code;
}

std::optional<std::string>
async_tidy::writeFileAtomically(const std::string &Path,
                                std::string_view Contents) {
  struct stat Old;
  bool Exists = ::stat(Path.c_str(), &Old) == 0;
  if (Exists && S_ISDIR(Old.st_mode))
    return failed(Path, EISDIR);
  if (Exists && !S_ISREG(Old.st_mode)) {
    // Without O_NONBLOCK opening a pipe waits for a reader, perhaps for ever.
    int File = ::open(Path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (File < 0 && errno == ENXIO && S_ISFIFO(Old.st_mode))
      return "cannot write '" + Path + "': nobody reads this pipe";
    if (File >= 0)
      ::fcntl(File, F_SETFL, ::fcntl(File, F_GETFL) & ~O_NONBLOCK);
    int Code = File < 0 ? errno : writeAndClose(File, Contents);
    return Code ? std::optional(failed(Path, Code)) : std::nullopt;
  }

  std::error_code Error;
  fs::path Target = fs::weakly_canonical(Path, Error);
  if (Error || Path.empty())
    return failed(Path, Error ? Error.value() : ENOENT);
  std::string Temporary = Target.string() + ".XXXXXX";
  int File = ::mkostemp(Temporary.data(), O_CLOEXEC);
  if (File < 0)
    return failed(Path, errno);
  // mkostemp makes the file private; reports are as public as any other file.
  mode_t Mask = ::umask(0);
  ::umask(Mask);
  int Code = ::fchmod(File, Exists ? Old.st_mode & 07777 : 0666 & ~Mask) == 0
                 ? 0
                 : errno;
  if (int WriteCode = writeAndClose(File, Contents))
    Code = WriteCode;
  if (Code == 0 && ::rename(Temporary.c_str(), Target.c_str()) != 0)
    Code = errno;
  if (Code == 0)
    return std::nullopt;
  ::unlink(Temporary.c_str());
  return failed(Path, Code);
}
