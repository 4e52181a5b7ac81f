// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Commands.h"
#include "cli/EditorSettings.h"
#include "cli/JsonWithComments.h"
#include "cli/Messages.h"
#include "report/OutputFile.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <iostream>

using namespace async_tidy;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr char ProgramName[] = "async-tidy-clangd";
static constexpr char VSCodeKey[] = "clangd.path";

static CommandResult failed(const std::string &Message) {
  printError(Message);
  return {ExitUsage, false};
}

/// The server to set up: the one that was named, or the one beside this
/// program. Empty if there is none.
static std::string findClangd(const InitOptions &Options,
                              const std::string &ProgramPath) {
  llvm::SmallString<256> Result(Options.Clangd);
  if (Options.Clangd.empty()) {
    Result = path::parent_path(ProgramPath);
    path::append(Result, ProgramName);
  }
  fs::make_absolute(Result);
  path::remove_dots(Result, /*remove_dot_dot=*/false);
  return fs::can_execute(Result) ? std::string(Result) : std::string();
}

/// Sets the server in the settings of the folder, which are the user's.
static CommandResult writeVSCodeSettings(const std::string &Clangd) {
  llvm::SmallString<64> File(".vscode");
  path::append(File, "settings.json");
  std::string Remedy = std::string("; set \"") + VSCodeKey + "\" to '" +
                       Clangd + "' there by hand";
  std::string Old;
  if (fs::exists(File)) {
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return failed("cannot read '" + std::string(File) +
                    "': " + Buffer.getError().message() + Remedy);
    Old = (*Buffer)->getBuffer().str();
  }
  JsonEdit Edit = withMember(Old, VSCodeKey, Clangd);
  if (!Edit.Error.empty())
    return failed(std::string(File) + ":" + Edit.Error +
                  "; the file was left as it is" + Remedy);
  if (Edit.Text == Old) {
    std::cout << std::string(File) << " already has " << VSCodeKey << " = "
              << Clangd << "\n";
    return {};
  }
  if (std::error_code Error = fs::create_directories(path::parent_path(File)))
    return failed("cannot make the folder '.vscode': " + Error.message());
  if (auto Error = writeFileAtomically(std::string(File), Edit.Text))
    return failed(*Error);
  std::cout << "wrote " << std::string(File) << ": " << VSCodeKey << " = "
            << Clangd << "\n";
  return {};
}

CommandResult async_tidy::runInit(const InitOptions &Options,
                                  const std::string &ProgramPath) {
  std::string Clangd = findClangd(Options, ProgramPath);
  if (Clangd.empty()) {
    if (!Options.Clangd.empty())
      return failed("'" + Options.Clangd + "' is not an executable program");
    return failed(std::string(ProgramName) + " is not in '" +
                  path::parent_path(ProgramPath).str() +
                  "'; name it with --clangd PATH");
  }
  if (Options.Editor == "vscode" && !Options.PrintOnly)
    return writeVSCodeSettings(Clangd);
  EditorSetting Setting = editorSetting(Options.Editor, Clangd);
  // So that stdout can be appended to the file.
  std::cerr << Setting.Where << "\n";
  std::cout << Setting.Text;
  return {};
}
