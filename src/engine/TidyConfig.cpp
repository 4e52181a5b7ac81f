// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/TidyConfig.h"

#include "compat/LLVMCompat.h"
#include "engine/CompileDatabase.h"
#include "model/TranslationUnit.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <map>
#include <set>

using namespace async_tidy;
using namespace clang::tidy;
using llvm::StringRef;
namespace path = llvm::sys::path;

static constexpr char ModelFilesKey[] = "AsyncModelFiles";

static std::vector<StringRef> splitGlobs(StringRef Text) {
  std::vector<StringRef> Result;
  llvm::SmallVector<StringRef, 8> Parts;
  // Both separators are clang-tidy's.
  llvm::SplitString(Text, Parts, ",\n");
  for (StringRef Part : Parts)
    if (Part = Part.trim(); !Part.empty())
      Result.push_back(Part);
  return Result;
}

static bool mentionsOurs(StringRef Glob) { return Glob.contains("async-"); }

static std::vector<StringRef> asyncGlobs(std::vector<StringRef> Globs) {
  llvm::erase_if(Globs, [](StringRef Glob) { return !mentionsOurs(Glob); });
  return Globs;
}

/// All checks are on unless \p Globs pick some.
static std::string withDefault(const std::vector<StringRef> &Globs) {
  bool Picks = llvm::any_of(
      Globs, [](StringRef Glob) { return !Glob.starts_with("-"); });
  std::string Picked = llvm::join(Globs, ",");
  return Picks ? Picked : "async-*" + (Globs.empty() ? "" : "," + Picked);
}

std::string async_tidy::withOurChecks(StringRef Configured) {
  std::vector<StringRef> Globs = splitGlobs(Configured);
  std::string Ours = withDefault(asyncGlobs(Globs));
  llvm::erase_if(Globs, mentionsOurs);
  Globs.push_back("-async-*");
  return llvm::join(Globs, ",") + "," + Ours;
}

std::string
async_tidy::effectiveChecks(const std::optional<std::string> &CommandLine,
                            StringRef Configured) {
  std::string Result =
      "-*," + (CommandLine ? withDefault(splitGlobs(*CommandLine))
                           : withDefault(asyncGlobs(splitGlobs(Configured))));
  // The linked clang-tidy has the static analyzer in it, which "*" would run.
  return Result + ",-clang-analyzer-*,-clang-diagnostic-*";
}

namespace {
class OptionsProvider : public FileOptionsProvider {
public:
  OptionsProvider(const TidySettings &Settings,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                  std::vector<RunNotification> &Problems)
      : FileOptionsProvider(ClangTidyGlobalOptions(), defaults(), overrides(),
                            std::move(FS)),
        Settings(Settings) {
    // The default parser prints to stderr and pretends that there was no file.
    ConfigHandlers.clear();
    ConfigHandlers.emplace_back(".clang-tidy",
                                [&Problems](llvm::MemoryBufferRef Text) {
                                  return parse(Text, Problems);
                                });
  }

  std::vector<OptionsSource> getRawOptions(StringRef File) override;

private:
  static ClangTidyOptions defaults() {
    ClangTidyOptions Options;
    // LLVM 19 would report on no header, LLVM 22 on all; a project's own
    // setting still wins over this one.
    Options.HeaderFilterRegex = ".*";
    return Options;
  }
  static ClangTidyOptions overrides() {
    ClangTidyOptions Options;
    Options.SystemHeaders = false;
    return Options;
  }
  static llvm::ErrorOr<ClangTidyOptions>
  parse(llvm::MemoryBufferRef Text, std::vector<RunNotification> &Problems);

  void resolveModelFiles(std::vector<OptionsSource> &Sources) const;

  TidySettings Settings;
};
} // namespace

llvm::ErrorOr<ClangTidyOptions>
OptionsProvider::parse(llvm::MemoryBufferRef Text,
                       std::vector<RunNotification> &Problems) {
  std::string File = Text.getBufferIdentifier().str();
  std::string FirstError;
  auto Parsed =
      parseConfigurationWithDiags(Text, [&](const llvm::SMDiagnostic &Diag) {
        if (FirstError.empty() && Diag.getKind() == llvm::SourceMgr::DK_Error)
          FirstError =
              (File + ":" + llvm::Twine(Diag.getLineNo()) + ":" +
               llvm::Twine(Diag.getColumnNo() + 1) + ": " + Diag.getMessage())
                  .str();
      });
  if (!Parsed) {
    if (FirstError.empty())
      FirstError = File + ":1:1: " + Parsed.getError().message();
    Problems.push_back(
        {RunNotification::Kind::Configuration, File, FirstError});
    // An error would be printed, and a parent's file taken instead.
    return ClangTidyOptions();
  }
  return Parsed;
}

static bool isModelFilesKey(StringRef Key) {
  return Key == ModelFilesKey ||
         Key.ends_with(std::string(".") + ModelFilesKey);
}

/// Relative paths are seen from the file that has them; --model adds to what
/// applies.
void OptionsProvider::resolveModelFiles(
    std::vector<OptionsSource> &Sources) const {
  ClangTidyOptions Added;
  Added.CheckOptions[ModelFilesKey] =
      ClangTidyOptions::ClangTidyValue(llvm::join(Settings.ModelFiles, ";"));
  for (OptionsSource &Source : Sources) {
    StringRef Folder = path::parent_path(Source.second);
    for (auto &Option : Source.first.CheckOptions) {
      if (!isModelFilesKey(Option.getKey()))
        continue;
      std::vector<std::string> Files;
      llvm::SmallVector<StringRef, 4> Parts;
      StringRef(Option.second.Value).split(Parts, ';', -1, false);
      for (StringRef Part : Parts)
        Files.push_back(absolutePath(Part.trim(), Folder));
      Option.second.Value = llvm::join(Files, ";");
      Files.insert(Files.end(), Settings.ModelFiles.begin(),
                   Settings.ModelFiles.end());
      Added.CheckOptions[Option.getKey()] =
          ClangTidyOptions::ClangTidyValue(llvm::join(Files, ";"));
    }
  }
  if (!Settings.ModelFiles.empty())
    Sources.emplace_back(std::move(Added),
                         OptionsSourceTypeConfigCommandLineOption);
}

std::vector<ClangTidyOptionsProvider::OptionsSource>
OptionsProvider::getRawOptions(StringRef File) {
  std::vector<OptionsSource> Sources = FileOptionsProvider::getRawOptions(File);
  std::string Configured;
  for (OptionsSource &Source : Sources) {
    if (Source.first.Checks)
      Configured += *Source.first.Checks + ",";
    Source.first.Checks.reset();
    // Findings have a severity of their own.
    Source.first.WarningsAsErrors.reset();
  }
  resolveModelFiles(Sources);
  ClangTidyOptions Final;
  Final.Checks = effectiveChecks(Settings.Checks, Configured);
  Sources.emplace_back(std::move(Final),
                       OptionsSourceTypeCheckCommandLineOption);
  return Sources;
}

std::unique_ptr<ClangTidyOptionsProvider> async_tidy::makeOptionsProvider(
    const TidySettings &Settings,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
    std::vector<RunNotification> &Problems) {
  return std::make_unique<OptionsProvider>(Settings, std::move(FS), Problems);
}
