// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGPARAMETERCHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGPARAMETERCHECK_H

#include "analysis/lifetime/ObjectLifetime.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds reference-like parameters that a coroutine uses after a suspension,
/// although some call may outlive its argument.
/// docs/checks/async-dangling-parameter.md says what is reported and what is
/// not.
class DanglingParameterCheck : public AsyncCheck {
public:
  DanglingParameterCheck(llvm::StringRef Name,
                         clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  class RiskyCalls;
  void checkParameters(TranslationUnit &TU, const Coroutine &C,
                       RiskyCalls &Risky);
  void report(TranslationUnit &TU, const clang::FunctionDecl *F,
              const clang::ParmVarDecl *Param, Lifetime Life,
              const clang::Expr *Call);
  void checkThis(TranslationUnit &TU, const Coroutine &C);
  void reportEvery(const Coroutine &C);

  const ReferenceKinds Kinds;
  const bool CheckThis;
  const bool Strict;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGPARAMETERCHECK_H
