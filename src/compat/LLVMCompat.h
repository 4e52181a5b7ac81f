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
#error "async-tidy is tested with LLVM 22 and 19; define ASYNC_TIDY_ANY_LLVM to try another"
#endif

#if LLVM_VERSION_MAJOR >= 20
#include <clang-tidy/ClangTidyModule.h>
#else
// Up to LLVM 19 the registry typedef had a header of its own.
#include <clang-tidy/ClangTidyModuleRegistry.h>
#endif

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
using DefaultChecksProvider = llvm::function_ref<void(
    clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
#endif

} // namespace async_tidy::compat

#endif // ASYNC_TIDY_COMPAT_LLVMCOMPAT_H
