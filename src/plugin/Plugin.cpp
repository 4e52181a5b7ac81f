// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The clang-tidy plugin. clang-tidy loads a plugin that was built for another
// LLVM without a word (the dynamic linker finds every symbol it needs), and
// then reads classes with the wrong layout. So the plugin looks at its host
// first and registers nothing in a foreign one.

#include "checks/AsyncTidyModule.h"

#include <clang/Basic/Version.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/raw_ostream.h>

using namespace async_tidy;

/// The major version in "Debian clang version 22.1.8 (…)"; 0 if there is none.
static unsigned majorOf(llvm::StringRef FullVersion) {
  size_t At = FullVersion.find("version ");
  unsigned Major = 0;
  if (At != llvm::StringRef::npos)
    FullVersion.substr(At + 8).consumeInteger(10, Major);
  return Major;
}

namespace {
struct Registration {
  Registration() {
    // Only functions with plain types are called before the versions are known
    // to agree; std::string is the C++ library's, not LLVM's.
    std::string Host = clang::getClangFullVersion();
    if (majorOf(Host) == compat::BuiltForMajor) {
      static clang::tidy::ClangTidyModuleRegistry::Add<AsyncTidyModule> Add(
          "async-tidy", "Finds mistakes in C++20 coroutine code.");
      return;
    }
    llvm::errs()
        << "async-tidy: this plugin was built for LLVM "
        << compat::BuiltForMajor << ", but the host is \"" << Host
        << "\"; its checks are not registered. Load it with clang-tidy-"
        << compat::BuiltForMajor
        << ", or build async-tidy for the host's version.\n";
  }
};
Registration Register;
} // namespace
