// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/TidyConfig.h"

#include "compat/LLVMCompat.h"
#include "engine/CompileDatabase.h"
#include "findings/Rule.h"
#include "model/YamlNesting.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/GlobPattern.h>
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
static constexpr char LimitFactorKey[] = "AsyncLimitFactor";

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
                                [this, &Problems](llvm::MemoryBufferRef Text) {
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
  llvm::ErrorOr<ClangTidyOptions>
  parse(llvm::MemoryBufferRef Text,
        std::vector<RunNotification> &Problems) const;

  void resolveModelFiles(std::vector<OptionsSource> &Sources) const;
  void setLimitFactor(std::vector<OptionsSource> &Sources) const;

  TidySettings Settings;
};
} // namespace

/// An empty \p Folder holds everything.
static bool isInside(StringRef File, StringRef Folder) {
  return Folder.empty() || (File.consume_front(Folder) &&
                            (File.starts_with("/") || Folder.ends_with("/")));
}

/// Does a glob that speaks of our checks match one? Of other checks we know
/// nothing.
static bool namesACheck(StringRef Glob) {
  Glob.consume_front("-");
  if (!Glob.starts_with("async-"))
    return true;
  auto Pattern = llvm::GlobPattern::create(Glob);
  if (!Pattern) {
    consumeError(Pattern.takeError());
    return false;
  }
  return llvm::any_of(allRules(), [&](const Rule &R) {
    return Pattern->match(StringRef(R.Id.data(), R.Id.size()));
  });
}

/// The 1-based line of the first mention of \p Part.
static std::string lineOf(StringRef Part, StringRef Text) {
  return std::to_string(Text.take_front(Text.find(Part)).count('\n') + 1);
}

llvm::ErrorOr<ClangTidyOptions>
OptionsProvider::parse(llvm::MemoryBufferRef Text,
                       std::vector<RunNotification> &Problems) const {
  std::string File = Text.getBufferIdentifier().str();
  if (auto Problem = deepYamlProblem(File, Text.getBuffer())) {
    Problems.push_back({RunNotification::Kind::Configuration, File, *Problem});
    return ClangTidyOptions();
  }
  std::string Error;
  unsigned Line = 1, Column = 1;
  auto Parsed =
      parseConfigurationWithDiags(Text, [&](const llvm::SMDiagnostic &Diag) {
        if (!Error.empty() || Diag.getKind() != llvm::SourceMgr::DK_Error)
          return;
        Error = Diag.getMessage().str();
        Line = Diag.getLineNo();
        Column = Diag.getColumnNo() + 1;
      });
  if (!Parsed) {
    if (Error.empty())
      Error = Parsed.getError().message();
    std::string Place =
        File + ":" + std::to_string(Line) + ":" + std::to_string(Column) + ": ";
    // A file above the project may be written for another clang-tidy.
    if (StringRef(Error).contains("unknown key") &&
        !isInside(File, Settings.Root))
      Problems.push_back({RunNotification::Kind::Warning, File,
                          Error + "; the file is ignored", Line});
    else
      Problems.push_back(
          {RunNotification::Kind::Configuration, File, Place + Error});
    // An error would be printed, and a parent's file taken instead.
    return ClangTidyOptions();
  }
  if (Parsed->Checks)
    for (StringRef Glob : splitGlobs(*Parsed->Checks))
      if (!namesACheck(Glob))
        Problems.push_back({RunNotification::Kind::Configuration, File,
                            File + ":" + lineOf(Glob, Text.getBuffer()) +
                                ": no check matches '" + Glob.str() +
                                "'; 'async-tidy list' shows all of them"});
  return Parsed;
}

/// Is \p Key the option \p Option of all checks, or of one?
static bool isKeyOf(StringRef Key, StringRef Option) {
  return Key == Option || (Key.consume_back(Option) && Key.ends_with("."));
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
      if (!isKeyOf(Option.getKey(), ModelFilesKey))
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

/// --limit-factor instead of what the files say, also for single checks.
void OptionsProvider::setLimitFactor(
    std::vector<OptionsSource> &Sources) const {
  if (!Settings.LimitFactor)
    return;
  for (OptionsSource &Source : Sources)
    for (auto &Option : Source.first.CheckOptions)
      if (isKeyOf(Option.getKey(), LimitFactorKey))
        Option.second.Value = std::to_string(*Settings.LimitFactor);
  ClangTidyOptions Added;
  Added.CheckOptions[LimitFactorKey] =
      ClangTidyOptions::ClangTidyValue(std::to_string(*Settings.LimitFactor));
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
  setLimitFactor(Sources);
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
