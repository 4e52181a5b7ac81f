// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes a compile command of any compiler one that clang's front end takes for
// analysis: flags that only GCC knows and flags that load or write something
// are left out.

#ifndef ASYNC_TIDY_ENGINE_COMMANDLINE_H
#define ASYNC_TIDY_ENGINE_COMMANDLINE_H

#include "engine/CompileDatabase.h"

#include <llvm/Support/VirtualFileSystem.h>

namespace async_tidy {

/// What \c normalizeCommand made of a command.
struct NormalizedCommand {
  /// Compiler first, the analysed file last.
  std::vector<std::string> Args;
  /// Flags that were left out, as written.
  std::vector<std::string> Dropped;
  /// The command builds or uses C++20 modules.
  bool UsesModules = false;
  /// Why the command cannot be used; empty if it can.
  std::string Error;
};

/// Changes that the user asks for.
struct CommandEdits {
  std::vector<std::string> Before;  ///< Right after the compiler.
  std::vector<std::string> After;   ///< At the end.
  std::vector<std::string> Removed; ///< Flags to leave out, spelled exactly.
};

/// Expands response files and wrappers such as ccache, applies \p Edits, and
/// drops what the front end must not see. Reads response files through \p FS,
/// whose working folder is the entry's.
NormalizedCommand normalizeCommand(const CompileEntry &Entry,
                                   const CommandEdits &Edits,
                                   llvm::vfs::FileSystem &FS);

/// What the driver would compile the file as.
enum class UnitLanguage { Cxx, CxxHeader, Other };

/// From -x in \p Args or else the file's extension.
UnitLanguage languageOf(llvm::StringRef File,
                        const std::vector<std::string> &Args);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_COMMANDLINE_H
