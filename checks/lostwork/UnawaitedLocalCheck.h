// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H

#include "analysis/flow/LocalUses.h"
#include "analysis/tasks/DroppedTypes.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

struct HeldTask;

/// Finds local variables that hold an awaitable which is never awaited.
/// docs/checks/async-unawaited-local.md says what is reported and what is not.
class UnawaitedLocalCheck : public AsyncCheck {
public:
  UnawaitedLocalCheck(llvm::StringRef Name,
                      clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkFunction(TranslationUnit &TU, const FunctionBody &Body);
  void checkHeld(TranslationUnit &TU, const FunctionBody &Body,
                 const LocalUses &Uses, const HeldTask &Held);
  void checkSomePath(TranslationUnit &TU, const FunctionBody &Body,
                     const HeldTask &Held,
                     llvm::ArrayRef<const clang::DeclRefExpr *> Touches);
  void reportUnused(TranslationUnit &TU, const FunctionBody &Body,
                    const HeldTask &Held, bool IsMentioned);

  const bool VoidCastAllowed, ReportEager, ReportSomePaths;
  const LostTypes Types;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H
