// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A clang-tidy plugin that uses freed memory: is it reported in a host that is
// not built with sanitizers?

#include "compat/LLVMCompat.h"
#include "test/sanitizer/KnownBad.h"

#include <clang-tidy/ClangTidyModule.h>
#include <clang-tidy/ClangTidyModuleRegistry.h>

namespace {
using namespace clang::tidy;

class KnownBadModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &) override {
    async_tidy::test::makeMistake("heap-use-after-free");
  }
};

ClangTidyModuleRegistry::Add<KnownBadModule> Register("known-bad",
                                                      "A mistake.");
} // namespace
