// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How each editor is told to start async-tidy-clangd. docs/editors.md describes
// the same.

#ifndef ASYNC_TIDY_CLI_EDITORSETTINGS_H
#define ASYNC_TIDY_CLI_EDITORSETTINGS_H

#include <string>
#include <vector>

namespace async_tidy {

struct EditorSetting {
  std::string Where; ///< Where the text belongs, for a reader.
  std::string Text;  ///< To be put there.
};

/// The editors that `init --editor` knows.
const std::vector<std::string> &knownEditors();

/// The setting for one of knownEditors(). \p Clangd is the path of
/// async-tidy-clangd.
EditorSetting editorSetting(const std::string &Editor,
                            const std::string &Clangd);

} // namespace async_tidy

#endif // ASYNC_TIDY_CLI_EDITORSETTINGS_H
