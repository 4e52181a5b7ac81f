// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/support/RunTidy.h"
#include "checks/AsyncTidyModule.h"

#include <clang-tidy/ClangTidy.h>
#include <clang-tidy/ClangTidyDiagnosticConsumer.h>
#include <clang-tidy/ClangTidyOptions.h>
#include <clang/Tooling/CompilationDatabase.h>
#include <clang/Tooling/Core/Replacement.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/VirtualFileSystem.h>

using namespace clang;
using namespace clang::tidy;
using namespace async_tidy;
using namespace async_tidy::test;

static ClangTidyModuleRegistry::Add<AsyncTidyModule>
    Register("async-tidy-tests", "The checks under test.");

std::string Diag::text() const {
  return Check.empty() ? Message : Message + " [" + Check + "]";
}

std::string Diag::str() const {
  return llvm::sys::path::filename(File).str() + ":" + std::to_string(Line) +
         ":" + std::to_string(Column) + ": " + Level + ": " + text();
}

bool TidyResult::hasCompileError() const {
  return std::any_of(Findings.begin(), Findings.end(), [](const Diag &D) {
    return D.Level == "error" && D.Check.starts_with("clang-diagnostic");
  });
}

static Diag toDiag(const tooling::DiagnosticMessage &Message, StringRef Level,
                   StringRef Check, llvm::vfs::FileSystem &Files) {
  Diag D;
  D.File = Message.FilePath;
  D.Level = Level.str();
  D.Check = Check.str();
  D.Message = Message.Message;
  if (D.File.empty())
    return D;
  if (auto Buffer = Files.getBufferForFile(D.File)) {
    StringRef Before = (*Buffer)->getBuffer().take_front(Message.FileOffset);
    size_t LineStart = Before.rfind('\n');
    D.Line = Before.count('\n') + 1;
    D.Column = LineStart == StringRef::npos ? Before.size() + 1
                                            : Before.size() - LineStart;
  }
  return D;
}

static TidyResult collect(ArrayRef<ClangTidyError> Errors,
                          const std::string &Path,
                          llvm::vfs::FileSystem &Files) {
  TidyResult Result;
  tooling::Replacements Fixes;
  for (const ClangTidyError &E : Errors) {
    StringRef Level =
        E.DiagLevel == tooling::Diagnostic::Error ? "error" : "warning";
    Diag D = toDiag(E.Message, Level, E.DiagnosticName, Files);
    for (const tooling::DiagnosticMessage &Note : E.Notes)
      D.Notes.push_back(toDiag(Note, "note", "", Files));
    Result.Findings.push_back(std::move(D));
    for (const auto &[File, Replacements] : E.Message.Fix)
      for (const tooling::Replacement &R : Replacements) {
        if (R.getFilePath() != Path)
          continue;
        Result.HasFixes = true;
        if (llvm::Error Conflict = Fixes.add(R))
          Result.Error = "conflicting fixes: " + toString(std::move(Conflict));
      }
  }
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer) {
    Result.Error = Path + ": " + Buffer.getError().message();
    return Result;
  }
  auto Fixed = tooling::applyAllReplacements((*Buffer)->getBuffer(), Fixes);
  if (Fixed)
    Result.FixedText = *Fixed;
  else
    Result.Error = "fixes cannot be applied: " + toString(Fixed.takeError());
  return Result;
}

TidyResult test::runTidy(const std::string &Path, const RunConfig &Run,
                         const std::string *Text) {
  TidyResult Failed;
  auto Parsed = parseConfiguration(
      llvm::MemoryBufferRef(Run.clangTidyFile(), Path + "'s header comment"));
  if (!Parsed) {
    Failed.Error = "bad options: " + Parsed.getError().message();
    return Failed;
  }
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::getRealFileSystem());
  if (Text) {
    auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(*Text, Path));
    Files->pushOverlay(Memory);
  }
  std::vector<std::string> Arguments = Run.compileArguments();
  Arguments.insert(Arguments.end(),
                   {"-resource-dir", ASYNC_TIDY_TEST_RESOURCE_DIR});
  tooling::FixedCompilationDatabase Database(llvm::sys::path::parent_path(Path),
                                             Arguments);
  ClangTidyOptions Options = ClangTidyOptions::getDefaults().merge(*Parsed, 0);
  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), Options));
  std::vector<ClangTidyError> Errors =
      runClangTidy(Context, Database, {Path}, Files, /*ApplyAnyFix=*/false);
  return collect(Errors, Path, *Files);
}
