// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From clang-tidy's errors to findings.

#ifndef ASYNC_TIDY_ENGINE_CONVERT_H
#define ASYNC_TIDY_ENGINE_CONVERT_H

#include "engine/EnclosingFunction.h"
#include "findings/SourceCache.h"
#include "model/Cause.h"

#include <clang-tidy/ClangTidyDiagnosticConsumer.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <map>
#include <memory>
#include <tuple>

namespace async_tidy {

/// What a finding rests on, by check, place and message.
using CausesOfFindings =
    std::map<std::tuple<std::string, FilePlace, std::string>, Cause>;

class ErrorConverter {
public:
  /// \p FS reads the sources; its working folder is that of the command.
  explicit ErrorConverter(llvm::vfs::FileSystem &FS) : FS(FS) {}

  /// \p Error is one of our checks'. \p Functions names the functions around
  /// places, \p Causes what the findings rest on.
  Finding convert(const clang::tidy::ClangTidyError &Error,
                  const std::map<FilePlace, std::string> &Functions,
                  const CausesOfFindings &Causes);

  /// "file:line:column: message" for diagnostics that are no findings.
  std::string describe(const clang::tooling::DiagnosticMessage &Message);

  /// Takes \p Text for what is in the file \p Path, whatever is on the disk by
  /// now. Call it before the first conversion.
  void use(llvm::StringRef Path, std::string Text);
  /// All texts that places were computed from, by real path. The converter must
  /// not be used afterwards.
  SourceTexts takeTexts();

  /// \p Path absolute with symbolic links resolved.
  std::string realPath(llvm::StringRef Path);

private:
  struct Source {
    std::string Text;
    bool Readable = false;
    std::vector<unsigned> LineStarts;
  };

  static void fill(Source &S, std::string Text);
  const Source &source(const std::string &Path);
  Position position(const Source &S, unsigned Offset);
  Location location(const clang::tooling::DiagnosticMessage &Message);
  Location location(llvm::StringRef Path, unsigned Offset, unsigned Length);
  std::vector<Edit> edits(const clang::tooling::DiagnosticMessage &Message);

  llvm::vfs::FileSystem &FS;
  std::map<std::string, std::string> RealPaths;
  std::map<std::string, Source> Sources;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_CONVERT_H
