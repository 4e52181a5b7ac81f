// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A clang-tidy plugin with one check that does nothing: what tools/bench.py
// measures async-tidy's checks against.

#include "compat/LLVMCompat.h"

#include <clang-tidy/ClangTidyCheck.h>

namespace {
using namespace clang::tidy;

class EmptyCheck : public ClangTidyCheck {
public:
  using ClangTidyCheck::ClangTidyCheck;
};

class EmptyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    Factories.registerCheck<EmptyCheck>("bench-empty");
  }
};

ClangTidyModuleRegistry::Add<EmptyModule> Register("bench", "An empty check.");
} // namespace
