// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads compile_commands.json. clang's own reader stops at the first entry it
// does not like and cannot say where; this one names file and entry and goes on
// with the others.

#ifndef ASYNC_TIDY_ENGINE_COMPILEDATABASE_H
#define ASYNC_TIDY_ENGINE_COMPILEDATABASE_H

#include "findings/Finding.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <string>
#include <vector>

namespace async_tidy {

/// One entry of the database, as written except for the path of its file.
struct CompileEntry {
  std::string File;              ///< Absolute, "." and ".." resolved.
  std::string Directory;         ///< Absolute.
  std::vector<std::string> Args; ///< Compiler first.
  /// "entry 3 of /b/compile_commands.json", for messages.
  std::string Origin;
};

struct CompileDatabase {
  std::string Path; ///< Of the JSON file; empty for a fixed command.
  std::vector<CompileEntry> Entries;
  /// Entries that make no sense; they are left out of \c Entries.
  std::vector<RunNotification> Problems;
};

/// The database that \p Build means: the file itself, or compile_commands.json
/// in that folder or the nearest one above it. Errors when there is none.
llvm::Expected<std::string> findCompileDatabase(llvm::StringRef Build);

/// Reads the database at \p Path. Errors when the file cannot be read, is no
/// JSON ("file:line:column: …"), is not a list, or has no entry at all.
llvm::Expected<CompileDatabase> readCompileDatabase(llvm::StringRef Path);

/// The same from text (tests).
llvm::Expected<CompileDatabase> parseCompileDatabase(llvm::StringRef Path,
                                                     llvm::StringRef Text);

/// \p Path as an absolute path without "." and "..", seen from \p Directory.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_COMPILEDATABASE_H
