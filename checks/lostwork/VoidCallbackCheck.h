// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_VOIDCALLBACKCHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_VOIDCALLBACKCHECK_H

#include "analysis/syntax/CallParts.h"
#include "analysis/tasks/DroppedTypes.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds callables whose task nobody can await, because they are called as if
/// they returned nothing. docs/checks/async-void-callback.md says what is
/// reported and what is not.
class VoidCallbackCheck : public AsyncCheck {
public:
  VoidCallbackCheck(llvm::StringRef Name,
                    clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkWrapper(TranslationUnit &TU, const clang::FunctionDecl *F,
                    const CallParts &Call);
  void checkFunction(TranslationUnit &TU, const clang::FunctionDecl *F,
                     const CallParts &Call);
  void checkCallable(TranslationUnit &TU, const clang::FunctionDecl *F,
                     const clang::Expr *Callable, const clang::NamedDecl *Sink,
                     const std::string &Shown);

  const bool CheckWrappers, CheckFunctions, ReportEager;
  const LostTypes Types;
  const NamesOfOption &IgnoredSinks;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_VOIDCALLBACKCHECK_H
