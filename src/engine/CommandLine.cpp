// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/CommandLine.h"

#include "compat/LLVMCompat.h"
#include "engine/DroppedFlags.h"

#include <clang/Driver/ToolChain.h>
#include <clang/Driver/Types.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/Path.h>

using namespace async_tidy;
using llvm::StringRef;
namespace opts = async_tidy::compat::options;
namespace path = llvm::sys::path;

namespace {
using Words = std::vector<std::string>;

/// Programs that run the compiler given as their first argument.
bool isWrapper(StringRef Program) {
  StringRef Name = path::stem(Program);
  return llvm::is_contained({"ccache", "sccache", "distcc", "gomacc", "icecc",
                             "buildcache", "fastbuild", "recc", "env", "nice",
                             "time"},
                            Name);
}

/// "NAME=value" before a compiler, for env and ccache.
bool isAssignment(StringRef Word) {
  size_t Equals = Word.find('=');
  return Equals != StringRef::npos && Equals > 0 && !Word.starts_with("-") &&
         Word.find('/') > Equals;
}

void stripWrappers(Words &Args) {
  size_t Skip = 0;
  while (Skip + 1 < Args.size() &&
         (isWrapper(Args[Skip]) || isAssignment(Args[Skip])) &&
         !StringRef(Args[Skip + 1]).starts_with("-"))
    ++Skip;
  Args.erase(Args.begin(), Args.begin() + Skip);
}

/// Filters one command's options into \c Result.
class Normalizer {
public:
  Normalizer(NormalizedCommand &Result, llvm::vfs::FileSystem &FS,
             const CommandEdits &Edits)
      : Result(Result), FS(FS), Edits(Edits) {}

  bool expandResponseFiles(Words &Args);
  void filter(const Words &Args, llvm::opt::Visibility Visible, Words &Kept);
  void filterForwarded(Words &Kept);

private:
  bool keepOption(const llvm::opt::Arg &A, Words &Kept);
  void drop(const llvm::opt::Arg &A);
  bool replacePrecompiledHeader(StringRef Pch, Words &Kept);

  NormalizedCommand &Result;
  llvm::vfs::FileSystem &FS;
  const CommandEdits &Edits;
  Words Forwarded; ///< What follows -Xclang.
};
} // namespace

bool Normalizer::expandResponseFiles(Words &Args) {
  auto IsResponseFile = [](StringRef Word) {
    return Word.size() > 1 && Word.front() == '@';
  };
  if (llvm::none_of(Args, IsResponseFile))
    return true;
  llvm::SmallVector<const char *, 64> Argv;
  for (const std::string &Word : Args)
    Argv.push_back(Word.c_str());
  llvm::BumpPtrAllocator Alloc;
  llvm::cl::ExpansionContext Context(Alloc, llvm::cl::TokenizeGNUCommandLine);
  std::string Folder = FS.getCurrentWorkingDirectory().get();
  Context.setVFS(&FS).setCurrentDir(Folder);
  if (llvm::Error E = Context.expandResponseFiles(Argv)) {
    Result.Error = "a response file cannot be read: " + toString(std::move(E));
    return false;
  }
  Words Expanded;
  for (StringRef Word : Argv) {
    if (!IsResponseFile(Word)) {
      Expanded.push_back(Word.str());
    } else if (Word.ends_with(".modmap")) {
      // CMake names one for every C++20 file; it exists after a build, and is
      // empty for files that have nothing to do with modules.
      Result.Dropped.push_back(Word.str());
      Result.UsesModules = true;
    } else {
      Result.Error = ("the response file '" + Word.drop_front() +
                      "' does not exist; build the project first")
                         .str();
      return false;
    }
  }
  Args = std::move(Expanded);
  return true;
}

void Normalizer::drop(const llvm::opt::Arg &A) {
  Result.Dropped.push_back(A.getSpelling().str());
  if (A.getOption().getID() == opts::OPT_UNKNOWN || A.getNumValues() == 0)
    return;
  std::string &Text = Result.Dropped.back();
  if (A.getOption().getRenderStyle() == llvm::opt::Option::RenderSeparateStyle)
    Text += ' ';
  Text += A.getValue();
}

/// A precompiled header of another compiler or of other flags cannot be read;
/// the header that it was made from always can.
bool Normalizer::replacePrecompiledHeader(StringRef Pch, Words &Kept) {
  StringRef Header = Pch;
  if (!Header.consume_back(".pch") && !Header.consume_back(".gch"))
    return false;
  if (!FS.exists(Header))
    return false;
  Kept.push_back("-include");
  Kept.push_back(Header.str());
  return true;
}

bool Normalizer::keepOption(const llvm::opt::Arg &A, Words &Kept) {
  const llvm::opt::Option &Option = A.getOption();
  unsigned Id = Option.getID();
  std::string Name = Option.getPrefixedName().str();
  if (Id == opts::OPT_UNKNOWN || Option.hasFlag(opts::Unsupported) ||
      isDroppedFlag(Name))
    return false;
  if (Id == opts::OPT_include_pch)
    return !replacePrecompiledHeader(A.getValue(), Kept);
  if (Name == "-Wp," || Name == "-Xpreprocessor")
    // Only dependency output is passed this way in practice, and a file name
    // may come in a second option.
    return false;
  if (Name == "-fmodule-file=" || Name == "-fprebuilt-module-path=")
    Result.UsesModules = true;
  return true;
}

void Normalizer::filter(const Words &Args, llvm::opt::Visibility Visible,
                        Words &Kept) {
  llvm::SmallVector<const char *, 64> Argv;
  for (const std::string &Word : Args)
    if (!llvm::is_contained(Edits.Removed, Word))
      Argv.push_back(Word.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed = compat::driverOptions().ParseArgs(
      Argv, MissingIndex, MissingCount, Visible);
  for (const llvm::opt::Arg *A : Parsed) {
    unsigned Id = A->getOption().getID();
    if (Id == opts::OPT_INPUT || Id == opts::OPT__DASH_DASH)
      continue; // The unit's file is added at the end.
    if (Id == opts::OPT_Xclang) {
      Forwarded.push_back(A->getValue());
      continue;
    }
    StringRef Spelling = A->getSpelling();
    if (Spelling.starts_with("-fmodules-ts") ||
        Spelling.starts_with("-fmodule-mapper"))
      Result.UsesModules = true;
    llvm::opt::ArgStringList Rendered;
    if (!keepOption(*A, Kept)) {
      drop(*A);
      continue;
    }
    A->render(Parsed, Rendered);
    Kept.insert(Kept.end(), Rendered.begin(), Rendered.end());
  }
}

void Normalizer::filterForwarded(Words &Kept) {
  if (Forwarded.empty())
    return;
  Words Taken, Inner;
  std::swap(Taken, Forwarded);
  filter(Taken, llvm::opt::Visibility(opts::CC1Option), Inner);
  for (std::string &Word : Inner) {
    Kept.push_back("-Xclang");
    Kept.push_back(std::move(Word));
  }
}

NormalizedCommand async_tidy::normalizeCommand(const CompileEntry &Entry,
                                               const CommandEdits &Edits,
                                               llvm::vfs::FileSystem &FS) {
  NormalizedCommand Result;
  Words Args = Entry.Args;
  stripWrappers(Args);
  Normalizer Filter(Result, FS, Edits);
  if (!Filter.expandResponseFiles(Args))
    return Result;

  std::string Compiler = Args.front();
  clang::tooling::addTargetAndModeForProgramName(Args, Compiler);
  bool ClMode = llvm::is_contained(Args, "--driver-mode=cl");
  Words Kept;
  Filter.filter(
      Words(Args.begin() + 1, Args.end()),
      llvm::opt::Visibility(ClMode ? opts::CLOption : opts::ClangOption), Kept);
  Filter.filterForwarded(Kept);

  Words &Out = Result.Args;
  Out.push_back(Compiler);
  Out.insert(Out.end(), Edits.Before.begin(), Edits.Before.end());
  Out.insert(Out.end(), Kept.begin(), Kept.end());
  Out.insert(Out.end(), Edits.After.begin(), Edits.After.end());
  // Warnings of the compiler are not ours to report, and computing them costs
  // a flow analysis per function.
  Out.insert(Out.end(), {"-w", "-fsyntax-only", "--", Entry.File});
  return Result;
}

UnitLanguage async_tidy::languageOf(StringRef File, const Words &Args) {
  namespace types = clang::driver::types;
  types::ID Type = types::TY_INVALID;
  for (size_t I = 1; I < Args.size(); ++I) {
    StringRef Word = Args[I];
    if (Word.consume_front("-x")) {
      if (Word.empty() && I + 1 < Args.size())
        Word = Args[I + 1];
      Type = types::lookupTypeForTypeSpecifier(Word.str().c_str());
    } else if (Word == "/TP" || Word == "-TP") {
      Type = types::TY_CXX;
    }
  }
  if (Type == types::TY_INVALID) {
    Type = types::lookupTypeForExtension(path::extension(File).drop_front(
        path::extension(File).empty() ? 0 : 1));
    Words Compiler = Args;
    stripWrappers(Compiler);
    auto Mode = Compiler.empty()
                    ? clang::driver::ParsedClangName()
                    : clang::driver::ToolChain::getTargetAndModeFromProgramName(
                          Compiler.front());
    // g++ and clang++ take C files for C++.
    if (Mode.DriverMode && StringRef(Mode.DriverMode).ends_with("g++"))
      Type = types::lookupCXXTypeForCType(Type);
  }
  if (Type == types::TY_INVALID || !types::isCXX(Type) || types::isCuda(Type) ||
      types::isHIP(Type))
    return UnitLanguage::Other;
  return types::onlyPrecompileType(Type) ? UnitLanguage::CxxHeader
                                         : UnitLanguage::Cxx;
}
