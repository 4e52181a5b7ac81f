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
#include <utility>

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

StagedFile::StagedFile(const std::string &Path, std::string_view Contents)
    : Path(Path) {
  std::error_code Error;
  fs::path Resolved = fs::weakly_canonical(Path, Error);
  if (Error || Path.empty()) {
    fail(Error ? Error.value() : ENOENT);
    return;
  }
  Target = Resolved.string();
  write(Contents);
}

void StagedFile::write(std::string_view Contents) {
  struct stat Old;
  bool Exists = ::stat(Target.c_str(), &Old) == 0;
  if (Exists && !S_ISREG(Old.st_mode))
    return fail(S_ISDIR(Old.st_mode) ? EISDIR : EINVAL);
  std::string Name = Target + ".XXXXXX";
  int File = ::mkostemp(Name.data(), O_CLOEXEC);
  if (File < 0)
    return fail(errno);
  Temporary = std::move(Name);
  // mkostemp makes the file private; reports are as public as any other file.
  mode_t Mask = ::umask(0);
  ::umask(Mask);
  int Code = ::fchmod(File, Exists ? Old.st_mode & 07777 : 0666 & ~Mask) == 0
                 ? 0
                 : errno;
  if (int WriteCode = writeAndClose(File, Contents))
    Code = WriteCode;
  if (Code)
    fail(Code);
}

StagedFile::~StagedFile() {
  if (!Temporary.empty())
    ::unlink(Temporary.c_str());
}

StagedFile::StagedFile(StagedFile &&Other) noexcept
    : Path(std::move(Other.Path)), Target(std::move(Other.Target)),
      Temporary(std::exchange(Other.Temporary, {})),
      Problem(std::move(Other.Problem)) {}

void StagedFile::fail(int Code) { Problem = failed(Path, Code); }

const std::optional<std::string> &StagedFile::putInPlace() {
  if (Problem)
    return Problem;
  if (::rename(Temporary.c_str(), Target.c_str()) != 0)
    fail(errno);
  else
    Temporary.clear();
  return Problem;
}

std::optional<std::string>
async_tidy::writeFileAtomically(const std::string &Path,
                                std::string_view Contents) {
  struct stat Old;
  bool Exists = ::stat(Path.c_str(), &Old) == 0;
  if (Exists && !S_ISREG(Old.st_mode) && !S_ISDIR(Old.st_mode)) {
    // Without O_NONBLOCK opening a pipe waits for a reader, perhaps for ever.
    int File = ::open(Path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (File < 0 && errno == ENXIO && S_ISFIFO(Old.st_mode))
      return "cannot write '" + Path + "': nobody reads this pipe";
    if (File >= 0)
      ::fcntl(File, F_SETFL, ::fcntl(File, F_GETFL) & ~O_NONBLOCK);
    int Code = File < 0 ? errno : writeAndClose(File, Contents);
    return Code ? std::optional(failed(Path, Code)) : std::nullopt;
  }
  return StagedFile(Path, Contents).putInPlace();
}
