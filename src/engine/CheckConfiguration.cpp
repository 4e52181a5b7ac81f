// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds mistakes in the configuration before any file is analysed.

#include "compat/LLVMCompat.h"
#include "compat/RegularFile.h"
#include "engine/TidyConfig.h"
#include "findings/Rule.h"
#include "model/TranslationUnit.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/GlobPattern.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <map>
#include <set>

using namespace async_tidy;
using namespace clang::tidy;
using llvm::StringRef;

namespace {
class Inspector {
public:
  explicit Inspector(const TidySettings &Settings) : Settings(Settings) {}

  void inspectFolderOf(const std::string &File);
  using Sources = std::vector<ClangTidyOptionsProvider::OptionsSource>;
  void inspectReadability(StringRef File, const Sources &Read);
  void inspectCommandLine();
  std::vector<RunNotification> take() { return std::move(Problems); }

private:
  void report(StringRef Path, const llvm::Twine &Message);
  void inspectKeys(const ClangTidyOptionsProvider::OptionsSource &Source);
  void inspectValues(const ClangTidyOptions &Options, StringRef Path);
  void inspectModels(const ClangTidyOptions &Options, StringRef Path);

  const TidySettings &Settings;
  std::set<std::string> Known = compat::knownCheckOptions();
  std::set<std::string> SeenFiles, SeenFolders, SeenEffective, SeenCandidates;
  std::vector<RunNotification> Problems;
};
} // namespace

void Inspector::report(StringRef Path, const llvm::Twine &Message) {
  RunNotification New{RunNotification::Kind::Configuration, Path.str(),
                      Message.str()};
  if (!llvm::is_contained(Problems, New))
    Problems.push_back(std::move(New));
}

/// "file:line: " of the first line of \p Path that mentions \p Key.
static std::string placeOf(StringRef Key, StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return (Path + ": ").str();
  StringRef Before = (*Buffer)->getBuffer();
  Before = Before.take_front(Before.find(Key));
  return (Path + ":" + llvm::Twine(Before.count('\n') + 1) + ": ").str();
}

void Inspector::inspectKeys(
    const ClangTidyOptionsProvider::OptionsSource &Source) {
  if (!SeenFiles.insert(Source.second).second)
    return;
  std::vector<std::string> Keys;
  for (const auto &Option : Source.first.CheckOptions)
    Keys.push_back(Option.getKey().str());
  llvm::sort(Keys);
  for (const std::string &Key : Keys) {
    bool Ours = StringRef(Key).starts_with("async-") ||
                StringRef(Key).starts_with("Async");
    if (!Ours || Known.count(Key))
      continue;
    std::string Nearest;
    unsigned Best = 4;
    for (const std::string &Candidate : Known)
      if (unsigned Distance = StringRef(Key).edit_distance(Candidate, true, 4);
          Distance < Best) {
        Best = Distance;
        Nearest = Candidate;
      }
    report(Source.second,
           placeOf(Key, Source.second) + "no check has the option '" + Key +
               "'" +
               (Nearest.empty() ? "" : "; did you mean '" + Nearest + "'?"));
  }
}

void Inspector::inspectValues(const ClangTidyOptions &Options, StringRef Path) {
  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), Options));
  ClangTidyDiagnosticConsumer Consumer(Context);
  auto Engine = compat::makeTidyDiagnostics(Context, Consumer);
  ClangTidyASTConsumerFactory(Context).getCheckOptions();
  for (const ClangTidyError &Error : Consumer.take())
    report(Path, (Path.empty() ? "" : Path + ": ") + Error.Message.Message);
}

void Inspector::inspectModels(const ClangTidyOptions &Options, StringRef Path) {
  for (const auto &Option : Options.CheckOptions) {
    if (!Option.getKey().ends_with("AsyncModelFiles"))
      continue;
    llvm::SmallVector<StringRef, 4> Parts;
    StringRef(Option.second.Value).split(Parts, ';', -1, /*KeepEmpty=*/false);
    std::vector<std::string> Files;
    for (StringRef Part : Parts)
      Files.push_back(Part.str());
    auto Lib = TranslationUnit::loadLibrary(Files);
    if (!Lib)
      report(Path, toString(Lib.takeError()));
  }
}

void Inspector::inspectFolderOf(const std::string &File) {
  // clang-tidy complains on stderr about folders that are not there; a unit
  // without its file is reported elsewhere.
  if (!SeenFolders.insert(llvm::sys::path::parent_path(File).str()).second ||
      !llvm::sys::fs::exists(llvm::sys::path::parent_path(File)))
    return;
  std::vector<RunNotification> Unparsable;
  auto Provider = makeOptionsProvider(
      Settings, llvm::vfs::createPhysicalFileSystem(), Unparsable);
  std::string Effective, LastFile;
  Sources Read = Provider->getRawOptions(File);
  for (const auto &Source : Read) {
    inspectKeys(Source);
    if (llvm::sys::path::is_absolute(Source.second))
      LastFile = Source.second;
    Effective += configurationAsText(Source.first);
  }
  inspectReadability(File, Read);
  for (const RunNotification &Problem : Unparsable)
    if (!llvm::is_contained(Problems, Problem))
      Problems.push_back(Problem);
  // Most folders share their configuration with a parent.
  if (!SeenEffective.insert(Effective).second)
    return;
  ClangTidyOptions Options =
      ClangTidyOptions::getDefaults().merge(Provider->getOptions(File), 0);
  inspectValues(Options, LastFile);
  inspectModels(Options, LastFile);
}

/// clang-tidy passes over a configuration file that it cannot read. \p Read are
/// those that it could read: what is above one that does not inherit does not
/// count.
void Inspector::inspectReadability(StringRef File, const Sources &Read) {
  for (StringRef Folder = llvm::sys::path::parent_path(File); !Folder.empty();
       Folder = llvm::sys::path::parent_path(Folder)) {
    llvm::SmallString<256> Candidate(Folder);
    llvm::sys::path::append(Candidate, ".clang-tidy");
    if (!SeenCandidates.insert(std::string(Candidate)).second)
      return;
    if (!llvm::sys::fs::exists(Candidate))
      continue;
    if (auto Text = readRegularFile(Candidate); !Text)
      report(Candidate, toString(Text.takeError()));
    if (llvm::any_of(Read, [&](const auto &Source) {
          return Source.second == Candidate &&
                 !Source.first.InheritParentConfig.value_or(false);
        }))
      return;
  }
}

void Inspector::inspectCommandLine() {
  if (!Settings.Checks)
    return;
  llvm::SmallVector<StringRef, 8> Globs;
  llvm::SplitString(*Settings.Checks, Globs, ",\n");
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    StringRef Pattern = Glob;
    Pattern.consume_front("-");
    // clang-tidy's globs know '*' only.
    auto Matches = [&](StringRef Id) {
      auto G = llvm::GlobPattern::create(Pattern);
      if (!G) {
        consumeError(G.takeError());
        return false;
      }
      return G->match(Id);
    };
    // "-clang-analyzer-*" is a habit; "-async-typo" leaves on what somebody
    // wanted off.
    if (Pattern.empty() ||
        (Glob.starts_with("-") && !Pattern.starts_with("async-")))
      continue;
    if (llvm::none_of(allRules(), [&](const Rule &R) {
          return Matches(StringRef(R.Id.data(), R.Id.size()));
        }))
      report("", "--checks: no check matches '" + Glob +
                     "'; 'async-tidy list' shows all of them");
  }
}

std::vector<RunNotification>
async_tidy::checkConfiguration(const TidySettings &Settings,
                               const std::vector<std::string> &Files) {
  Inspector I(Settings);
  I.inspectCommandLine();
  for (const std::string &File : Files)
    I.inspectFolderOf(File);
  return I.take();
}

std::vector<std::string> async_tidy::enabledChecks(const TidySettings &Settings,
                                                   const std::string &File) {
  std::vector<RunNotification> Ignored;
  auto Provider = makeOptionsProvider(
      Settings, llvm::vfs::createPhysicalFileSystem(), Ignored);
  ClangTidyContext Context(std::move(Provider));
  Context.setCurrentFile(File);
  return ClangTidyASTConsumerFactory(Context).getCheckNames();
}
