// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd parses the headers that a file includes once, into a preamble, and
// leaves out the bodies of their functions. Our checks look through helpers and
// at awaiters that are defined in headers, so the bodies that can matter to
// them are kept: editor and CLI then know the same about one unit.

#include "clangd/Wrap.h"
#include "compat/LLVMCompat.h"
#include "model/SkippableBody.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/PrecompiledPreamble.h>
#include <clang/Lex/PPCallbacks.h>

using namespace clang;

namespace {
/// clangd's own callbacks with another answer to which bodies are skipped.
class KeepingCallbacks : public PreambleCallbacks {
public:
  explicit KeepingCallbacks(PreambleCallbacks &Clangd) : Clangd(Clangd) {}

  void BeforeExecute(CompilerInstance &CI) override {
    Clangd.BeforeExecute(CI);
  }
  void AfterExecute(CompilerInstance &CI) override { Clangd.AfterExecute(CI); }
  void AfterPCHEmitted(ASTWriter &Writer) override {
    Clangd.AfterPCHEmitted(Writer);
  }
  void HandleTopLevelDecl(DeclGroupRef DG) override {
    Clangd.HandleTopLevelDecl(DG);
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return Clangd.createPPCallbacks();
  }
  CommentHandler *getCommentHandler() override {
    return Clangd.getCommentHandler();
  }
  bool shouldSkipFunctionBody(Decl *D) override {
    return async_tidy::isSkippableBody(D) && Clangd.shouldSkipFunctionBody(D);
  }

private:
  PreambleCallbacks &Clangd;
};
} // namespace

using PreambleResult = llvm::ErrorOr<PrecompiledPreamble>;

PreambleResult
originalBuild(const CompilerInvocation &Invocation,
              const llvm::MemoryBuffer *MainFile, PreambleBounds Bounds,
              async_tidy::compat::PreambleDiagnostics Diagnostics,
              IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
              std::shared_ptr<PCHContainerOperations> Operations,
              bool StoreInMemory, StringRef StoragePath,
              PreambleCallbacks &Callbacks) ASYNC_TIDY_ORIGINAL(BUILD_PREAMBLE);
PreambleResult buildWithBodies(
    const CompilerInvocation &Invocation, const llvm::MemoryBuffer *MainFile,
    PreambleBounds Bounds, async_tidy::compat::PreambleDiagnostics Diagnostics,
    IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
    std::shared_ptr<PCHContainerOperations> Operations, bool StoreInMemory,
    StringRef StoragePath, PreambleCallbacks &Callbacks)
    ASYNC_TIDY_WRAPPER(BUILD_PREAMBLE);

PreambleResult buildWithBodies(
    const CompilerInvocation &Invocation, const llvm::MemoryBuffer *MainFile,
    PreambleBounds Bounds, async_tidy::compat::PreambleDiagnostics Diagnostics,
    IntrusiveRefCntPtr<llvm::vfs::FileSystem> VFS,
    std::shared_ptr<PCHContainerOperations> Operations, bool StoreInMemory,
    StringRef StoragePath, PreambleCallbacks &Callbacks) {
  KeepingCallbacks Keeping(Callbacks);
  return originalBuild(Invocation, MainFile, Bounds, Diagnostics, VFS,
                       Operations, StoreInMemory, StoragePath, Keeping);
}
