// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What differs between the LLVM versions that async-tidy is built for. Every
// `#if` on the LLVM version is in this file, so that dropping a version is one
// edit. Supported: 22 (main target) and 19.

#ifndef ASYNC_TIDY_COMPAT_LLVMCOMPAT_H
#define ASYNC_TIDY_COMPAT_LLVMCOMPAT_H

#include <clang-tidy/ClangTidyOptions.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/Version.h>
#include <llvm/ADT/FunctionExtras.h>

#if LLVM_VERSION_MAJOR != 22 && LLVM_VERSION_MAJOR != 19 &&                    \
    !defined(ASYNC_TIDY_ANY_LLVM)
#error                                                                         \
    "async-tidy is tested with LLVM 22 and 19; define ASYNC_TIDY_ANY_LLVM to try another"
#endif

#if LLVM_VERSION_MAJOR >= 20
#include <clang-tidy/ClangTidyModule.h>
#else
// Up to LLVM 19 the registry typedef had a header of its own.
#include <clang-tidy/ClangTidyModuleRegistry.h>
#endif

#include <clang-tidy/ClangTidy.h>
#include <clang-tidy/ClangTidyDiagnosticConsumer.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticOptions.h>
#if LLVM_VERSION_MAJOR >= 22
#include <clang/Options/Options.h>
#else
#include <clang/Driver/Options.h>
#endif

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace async_tidy::compat {

/// The LLVM major version that this code was compiled against.
inline constexpr unsigned BuiltForMajor = CLANG_VERSION_MAJOR;

/// How PrecompiledPreamble::Build takes its diagnostics engine.
#if LLVM_VERSION_MAJOR >= 21
using PreambleDiagnostics = llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>;
#else
using PreambleDiagnostics = clang::DiagnosticsEngine &;
#endif

/// What clangd::provideDefaultChecks returns; not part of its mangled name.
#if LLVM_VERSION_MAJOR >= 20
using DefaultChecksProvider = llvm::unique_function<void(
    clang::tidy::ClangTidyOptions &, llvm::StringRef) const>;
#else
using DefaultChecksProvider =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
#endif

#if LLVM_VERSION_MAJOR >= 22
namespace options = clang::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::getDriverOptTable();
}
#else
namespace options = clang::driver::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::driver::getDriverOptTable();
}
#endif

/// A diagnostics engine with default options that reports to \p Consumer,
/// handed to \p Context, which refers to it from then on.
inline std::unique_ptr<clang::DiagnosticsEngine>
makeTidyDiagnostics(clang::tidy::ClangTidyContext &Context,
                    clang::DiagnosticConsumer &Consumer) {
#if LLVM_VERSION_MAJOR >= 22
  auto Options = std::make_unique<clang::DiagnosticOptions>();
  auto Engine = std::make_unique<clang::DiagnosticsEngine>(
      llvm::makeIntrusiveRefCnt<clang::DiagnosticIDs>(), *Options, &Consumer,
      /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(Options), Engine.get());
#else
  auto Engine = std::make_unique<clang::DiagnosticsEngine>(
      llvm::makeIntrusiveRefCnt<clang::DiagnosticIDs>(),
      llvm::makeIntrusiveRefCnt<clang::DiagnosticOptions>(), &Consumer,
      /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(Engine.get());
#endif
  return Engine;
}

/// Every key of CheckOptions that a registered check reads.
inline std::set<std::string> knownCheckOptions() {
#if LLVM_VERSION_MAJOR >= 21
  auto All = clang::tidy::getAllChecksAndOptions(
      /*AllowEnablingAnalyzerAlphaCheckers=*/false,
      /*ExperimentalCustomChecks=*/false);
#else
  auto All = clang::tidy::getAllChecksAndOptions(
      /*AllowEnablingAnalyzerAlphaCheckers=*/false);
#endif
  std::set<std::string> Keys;
  for (const auto &Entry : All.Options)
    Keys.insert(Entry.getKey().str());
  return Keys;
}

/// The compiler flags that a configuration file removes; LLVM 19 has no such
/// setting.
inline std::vector<std::string>
removedArgs(const clang::tidy::ClangTidyOptions &Options) {
#if LLVM_VERSION_MAJOR >= 22
  return Options.RemovedArgs.value_or(std::vector<std::string>());
#else
  return {};
#endif
}

} // namespace async_tidy::compat

#endif // ASYNC_TIDY_COMPAT_LLVMCOMPAT_H
