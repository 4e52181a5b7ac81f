// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_DISCARDEDAWAITABLECHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_DISCARDEDAWAITABLECHECK_H

#include "analysis/flow/ValueUse.h"
#include "analysis/tasks/DroppedTypes.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds awaitables that are dropped without being awaited.
/// docs/checks/async-discarded-awaitable.md says what is reported and what is
/// not.
class DiscardedAwaitableCheck : public AsyncCheck {
public:
  DiscardedAwaitableCheck(llvm::StringRef Name,
                          clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkValue(TranslationUnit &TU, const FunctionBody &Body,
                  const clang::Expr *E);
  void report(TranslationUnit &TU, const FunctionBody &Body,
              const clang::Expr *E, clang::QualType T,
              const AwaitableInfo &Info, const ValueUseInfo &Use);
  bool isExempt(TranslationUnit &TU, const CallParts &Call,
                const AwaitableInfo &Info) const;

  const bool VoidCastAllowed, ReportEager;
  const LostTypes Types;
  const NamesOfOption &IgnoredCalls;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_DISCARDEDAWAITABLECHECK_H
