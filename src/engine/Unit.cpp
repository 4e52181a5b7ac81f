// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/Unit.h"

#include "compat/LLVMCompat.h"
#include "engine/Convert.h"
#include "engine/EnclosingFunction.h"
#include "engine/StableFiles.h"
#include "model/SkippableBody.h"

#include <clang/Basic/FileManager.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Tooling/Tooling.h>

using namespace async_tidy;
using namespace clang;
using namespace clang::tidy;

namespace {

/// clang-tidy's consumer, which also remembers where things were found, and the
/// first compile error: clang-tidy's own list is sorted by path, and what comes
/// first in time is the cause of the others.
class Collector : public ClangTidyDiagnosticConsumer {
public:
  Collector(ClangTidyContext &Context, UnitSink &Sink)
      // Fixes that overlap and checks that say the same are sorted out by the
      // pipeline and by --fix; clang-tidy would drop one of them.
      : ClangTidyDiagnosticConsumer(Context, /*ExternalDiagEngine=*/nullptr,
                                    /*RemoveIncompatibleErrors=*/false),
        Context(Context), Sink(Sink) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level == DiagnosticsEngine::Warning && Info.getLocation().isValid())
      Places.push_back(Info.getLocation());
    if (Level >= DiagnosticsEngine::Warning)
      keepCause(Info);
    keepTexts(Info);
    if (Level >= DiagnosticsEngine::Error &&
        !StringRef(Context.getCheckName(Info.getID()))
             .starts_with("clang-tidy"))
      noteCompileError(Info);
    ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
  }

  std::vector<SourceLocation> Places;
  CausesOfFindings Causes;
  /// The texts of the files that diagnostics name, under clang's names.
  SourceTexts Texts;
  unsigned CompileErrors = 0;
  tooling::DiagnosticMessage FirstError;

private:
  void keepTexts(const Diagnostic &Info) {
    if (!Info.hasSourceManager())
      return;
    keepText(Info.getSourceManager(), Info.getLocation());
    for (const FixItHint &Hint : Info.getFixItHints())
      keepText(Info.getSourceManager(), Hint.RemoveRange.getBegin());
  }

  void keepText(const SourceManager &SM, SourceLocation Loc) {
    if (Loc.isInvalid())
      return;
    Loc = SM.getFileLoc(Loc);
    StringRef Name = SM.getFilename(Loc);
    if (!Name.empty() && !Texts.count(std::string_view(Name)))
      Texts[Name.str()] = SM.getBufferData(SM.getFileID(Loc)).str();
  }

  /// The check has told the cause right before its diagnostic. A finding that
  /// several units or instantiations report keeps the first.
  void keepCause(const Diagnostic &Info) {
    std::optional<Cause> Told = Sink.takeCause();
    if (!Told || Info.getLocation().isInvalid() || !Info.hasSourceManager())
      return;
    std::string Check = Context.getCheckName(Info.getID());
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    StringRef Message = Text;
    // clang-tidy writes the check behind the message, and takes it off again.
    Message.consume_back((" [" + Check + "]"));
    Causes.try_emplace({Check,
                        placeOf(Info.getLocation(), Info.getSourceManager()),
                        Message.str()},
                       std::move(*Told));
  }

  void noteCompileError(const Diagnostic &Info) {
    if (CompileErrors++)
      return;
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    if (Info.hasSourceManager() && Info.getLocation().isValid())
      FirstError = tooling::DiagnosticMessage(
          Text, Info.getSourceManager(),
          Info.getSourceManager().getFileLoc(Info.getLocation()));
    else
      FirstError = tooling::DiagnosticMessage(Text);
  }

  ClangTidyContext &Context;
  UnitSink &Sink;
};

/// Runs after the checks, on the same AST.
class FunctionNames : public ASTConsumer {
public:
  FunctionNames(const Collector &Found, std::map<FilePlace, std::string> &Names)
      : Found(Found), Names(Names) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    Names = enclosingFunctions(Ctx, Found.Places);
  }

private:
  const Collector &Found;
  std::map<FilePlace, std::string> &Names;
};

/// Lets the front end skip the bodies that no check looks at. A constexpr
/// function, a function with a deduced return type and the like are parsed by
/// the front end whatever this says.
class SystemBodySkipper : public ASTConsumer {
public:
  bool shouldSkipFunctionBody(Decl *D) override { return isSkippableBody(D); }
};

class Action : public ASTFrontendAction {
public:
  Action(ClangTidyASTConsumerFactory &Checks, const Collector &Found,
         std::map<FilePlace, std::string> &Names, SkipBodies Skip)
      : Checks(Checks), Found(Found), Names(Names), Skip(Skip) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    // After a fatal error, such as a header that is not found, clang would
    // instantiate no template any more, and no coroutine is left to look at.
    Compiler.getDiagnostics().setFatalsAsError(true);
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    Consumers.push_back(Checks.createASTConsumer(Compiler, File));
    Consumers.push_back(std::make_unique<FunctionNames>(Found, Names));
    if (Skip == SkipBodies::System)
      Consumers.push_back(std::make_unique<SystemBodySkipper>());
    return std::make_unique<MultiplexConsumer>(std::move(Consumers));
  }

private:
  ClangTidyASTConsumerFactory &Checks;
  const Collector &Found;
  std::map<FilePlace, std::string> &Names;
  SkipBodies Skip;
};

class ActionFactory : public tooling::FrontendActionFactory {
public:
  ActionFactory(ClangTidyContext &Context, const Collector &Found,
                SkipBodies Skip)
      : Checks(Context), Found(Found), Skip(Skip) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Checks, Found, Names, Skip);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override;

  std::map<FilePlace, std::string> Names;
  bool Started = false; ///< The driver made a front-end job of the command.

private:
  ClangTidyASTConsumerFactory Checks;
  const Collector &Found;
  SkipBodies Skip;
};
} // namespace

bool ActionFactory::runInvocation(
    std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
    std::shared_ptr<PCHContainerOperations> Containers,
    DiagnosticConsumer *Consumer) {
  Started = true;
  // As clang-tidy does: defines __clang_analyzer__.
  Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
  // Whatever came through the command or a configuration file of the driver:
  // an analysis loads nothing and writes nothing.
  FrontendOptions &Frontend = Invocation->getFrontendOpts();
  Frontend.OutputFile.clear();
  Frontend.Plugins.clear();
  Frontend.AddPluginActions.clear();
  Frontend.ActionName.clear();
  Frontend.StatsFile.clear();
  Frontend.TimeTracePath.clear();
  Frontend.ModuleOutputPath.clear();
  Frontend.GenerateGlobalModuleIndex = false;
  Frontend.SkipFunctionBodies = Skip != SkipBodies::None;
  Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
  DiagnosticOptions &Diagnostics = Invocation->getDiagnosticOpts();
  Diagnostics.DiagnosticLogFile.clear();
  Diagnostics.DiagnosticSerializationFile.clear();
  Diagnostics.VerifyDiagnostics = false;
  Diagnostics.ShowCarets = false; // Also: no "1 error generated."
  return FrontendActionFactory::runInvocation(std::move(Invocation), Files,
                                              std::move(Containers), Consumer);
}

static UnitResult failure(const CompileEntry &Entry, const Twine &Message) {
  UnitResult Result;
  Result.Status = UnitStatus::Failed;
  Result.Notifications.push_back(
      {RunNotification::Kind::UnitFailed, Entry.File, Message.str()});
  return Result;
}

/// What to tell about \p Count compile errors of which \p First is the first.
static std::string errorSummary(const std::string &First, unsigned Count,
                                const NormalizedCommand &Command) {
  std::string Text = First;
  if (Count > 1)
    Text += " (and " + std::to_string(Count - 1) + " more error" +
            (Count > 2 ? "s" : "") + ")";
  if (Command.UsesModules && StringRef(First).contains("module"))
    return Text +
           "; findings may be missing. C++20 modules can only be read when "
           "they were built by "
           "clang " +
           std::to_string(compat::BuiltForMajor) +
           " and are named with -fmodule-file=";
  if (StringRef(First).contains("file not found"))
    return Text + "; findings may be missing. Build the project first if the "
                  "header is generated, or "
                  "add its folder with --extra-arg=-I…";
  return Text + "; findings may be missing. Add or remove flags with "
                "--extra-arg and --removed-arg if "
                "the compiler of the database accepts this code";
}

/// Sorts what clang-tidy collected into findings and facts about the unit.
static void sortErrors(Collector &Found,
                       const std::map<FilePlace, std::string> &Functions,
                       const CompileEntry &Entry,
                       const NormalizedCommand &Command,
                       ErrorConverter &Convert, UnitResult &Result) {
  for (const ClangTidyError &Error : Found.take()) {
    StringRef Name = Error.DiagnosticName;
    if (Name.starts_with("async-")) {
      Result.Findings.push_back(
          Convert.convert(Error, Functions, Found.Causes));
    } else if (Name == "clang-tidy-config" || Name == "clang-tidy-nolint") {
      auto Kind = Name == "clang-tidy-config"
                      ? RunNotification::Kind::Configuration
                      : RunNotification::Kind::Warning;
      Result.Notifications.push_back(
          {Kind, Entry.File, Convert.describe(Error.Message)});
    }
  }
  if (Found.CompileErrors == 0)
    return;
  Result.Status = UnitStatus::Broken;
  // Nothing that clang did not fully understand is rewritten.
  for (Finding &F : Result.Findings)
    for (Fix &Suggestion : F.Fixes)
      Suggestion.Safety = FixSafety::Unsafe;
  Result.Notifications.push_back(
      {RunNotification::Kind::UnitFailed, Entry.File,
       errorSummary(Convert.describe(Found.FirstError), Found.CompileErrors,
                    Command)});
}

/// The files that were looked at, sorted.
static std::vector<llvm::sys::fs::UniqueID> filesOf(const FileManager &Files) {
  SmallVector<OptionalFileEntryRef, 0> Entries;
  Files.GetUniqueIDMapping(Entries);
  std::vector<llvm::sys::fs::UniqueID> Result;
  for (const OptionalFileEntryRef &Entry : Entries)
    if (Entry)
      Result.push_back(Entry->getUniqueID());
  llvm::sort(Result);
  return Result;
}

UnitResult async_tidy::analyzeUnit(const CompileEntry &Entry,
                                   const UnitOptions &Options) {
  // A file system of its own: the working folder is per unit, not per process.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS =
      stableFileSystem(Options.Instead);
  if (FS->setCurrentWorkingDirectory(Entry.Directory))
    return failure(Entry, "the folder '" + Entry.Directory + "' of " +
                              Entry.Origin + " does not exist");
  if (!FS->exists(Entry.File))
    return failure(Entry, "the file of " + Entry.Origin +
                              " does not exist; generate it, or write the "
                              "compilation database again");

  std::vector<RunNotification> ConfigProblems;
  ClangTidyContext Context(
      makeOptionsProvider(Options.Tidy, FS, ConfigProblems));
  ClangTidyOptions FileOptions = Context.getOptionsForFile(Entry.File);
  CommandEdits Edits = Options.Edits;
  auto Append = [](std::vector<std::string> &To, const auto &From) {
    if (From)
      To.insert(To.end(), From->begin(), From->end());
  };
  Append(Edits.Before, FileOptions.ExtraArgsBefore);
  Append(Edits.After, FileOptions.ExtraArgs);
  for (std::string &Flag : compat::removedArgs(FileOptions))
    Edits.Removed.push_back(std::move(Flag));

  NormalizedCommand Command = normalizeCommand(Entry, Edits, *FS);
  if (!Command.Error.empty())
    return failure(Entry, Entry.Origin + ": " + Command.Error);
  bool HasResourceDir = llvm::any_of(Command.Args, [](StringRef Arg) {
    return Arg.starts_with("-resource-dir");
  });
  if (!HasResourceDir)
    Command.Args.insert(Command.Args.begin() + 1,
                        "-resource-dir=" + Options.ResourceDir);

  UnitSink Sink;
  if (Options.CollectFacts)
    Sink.askForFacts();
  Collector Found(Context, Sink);
  auto Engine = compat::makeTidyDiagnostics(Context, Found);
  ActionFactory Factory(Context, Found, Options.Skip);
  llvm::IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), FS));
  tooling::ToolInvocation Invocation(
      Command.Args, &Factory, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Found);
  auto Start = std::chrono::steady_clock::now();
  // Its result is false for a malformed NOLINT, too, and says nothing here.
  Invocation.run();

  UnitResult Result;
  if (Options.CollectFiles)
    Result.Files = filesOf(*Files);
  Result.OptionNames = Sink.optionNames();
  Result.Costs = Sink.costs();
  Result.Time = std::chrono::steady_clock::now() - Start;
  ErrorConverter Convert(*FS);
  for (AnalysisGap Gap : Sink.gaps()) {
    Gap.Path = Convert.realPath(Gap.Path);
    Result.Gaps.push_back(std::move(Gap));
  }
  // Units may have different working folders, and a header is in many of them.
  for (const auto &[Fact, Places] : Sink.facts())
    for (const auto &[Path, Offset] : Places)
      Result.Facts[Fact].emplace(Convert.realPath(Path), Offset);
  for (auto &[Name, Text] : Found.Texts)
    Convert.use(Name, std::move(Text));
  sortErrors(Found, Factory.Names, Entry, Command, Convert, Result);
  Result.Sources = Convert.takeTexts();
  if (!Factory.Started && Result.Status == UnitStatus::Analysed)
    return failure(Entry, Entry.Origin +
                              ": clang's driver compiles nothing with this "
                              "command");
  return Result;
}
