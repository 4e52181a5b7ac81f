// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/EditorSettings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <string_view>

using namespace async_tidy;

namespace {
struct Entry {
  const char *Name;
  const char *Where;
  const char *Text; ///< $CLANGD stands for the path in double quotes.
};
} // namespace

static constexpr Entry Editors[] = {
    {"vscode", "VS Code with the extension clangd: .vscode/settings.json",
     R"({
    "clangd.path": $CLANGD
}
)"},
    {"nvim", "Neovim 0.7 or later: ~/.config/nvim/init.lua",
     R"(-- async-tidy: a clangd that finds mistakes in coroutine code.
local async_tidy = { name = 'async-tidy-clangd', cmd = { $CLANGD }, root_dir = vim.fn.getcwd() }
local async_tidy_client
vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'c', 'cpp', 'objc', 'objcpp', 'cuda' },
  callback = function(event)
    if vim.lsp.start then
      vim.lsp.start(async_tidy)
    else -- before 0.8
      async_tidy_client = async_tidy_client or vim.lsp.start_client(async_tidy)
      vim.lsp.buf_attach_client(event.buf, async_tidy_client)
    end
  end,
})
)"},
    {"emacs", "Emacs 29 or later, or the package eglot: ~/.emacs.d/init.el",
     R"(;; async-tidy: a clangd that finds mistakes in coroutine code.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((c-mode c-ts-mode c++-mode c++-ts-mode) . ($CLANGD))))
(add-hook 'c++-mode-hook #'eglot-ensure)
(add-hook 'c++-ts-mode-hook #'eglot-ensure)
)"},
    {"helix",
     "Helix: ~/.config/helix/languages.toml, or .helix/languages.toml "
     "in the project",
     R"(# async-tidy: a clangd that finds mistakes in coroutine code.
[language-server.clangd]
command = $CLANGD
)"},
    {"kate",
     "Kate: Settings > Configure Kate > LSP Client > User Server "
     "Settings",
     R"({
    "servers": {
        "c": {
            "command": [$CLANGD, "--log=error", "--background-index"]
        }
    }
}
)"},
    {"clion",
     "CLion: its own clangd cannot be replaced; the plugin LSP4IJ starts ours",
     R"(1. Settings > Plugins > Marketplace: install LSP4IJ.
2. Settings > Languages & Frameworks > Language Servers > +:
     Name                         async-tidy
     Command                      $CLANGD --background-index=false
     Mappings > File name patterns   *.cpp;*.cc;*.cxx;*.h;*.hpp   Language Id   cpp
)"},
};

const std::vector<std::string> &async_tidy::knownEditors() {
  static const std::vector<std::string> Names = [] {
    std::vector<std::string> Result;
    for (const Entry &E : Editors)
      Result.push_back(E.Name);
    return Result;
  }();
  return Names;
}

EditorSetting async_tidy::editorSetting(const std::string &Editor,
                                        const std::string &Clangd) {
  const Entry *E =
      std::find_if(std::begin(Editors), std::end(Editors),
                   [&](const Entry &Each) { return Each.Name == Editor; });
  assert(E != std::end(Editors) && "the command line takes known editors only");
  // JSON's quotes and escapes are also Lua's, Emacs Lisp's and TOML's.
  std::string Quoted = nlohmann::json(Clangd).dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string Text = E->Text;
  constexpr std::string_view Placeholder = "$CLANGD";
  if (size_t At = Text.find(Placeholder); At != std::string::npos)
    Text.replace(At, Placeholder.size(), Quoted);
  return {E->Where, Text};
}
