// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_STATE_READMODIFYWRITECHECK_H
#define ASYNC_TIDY_CHECKS_STATE_READMODIFYWRITECHECK_H

#include "analysis/state/StaleChecks.h"
#include "analysis/state/StaleUpdates.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds shared objects that a coroutine writes after a suspension based on
/// what it read before. docs/checks/async-read-modify-write.md says what is
/// reported and what is not.
class ReadModifyWriteCheck : public AsyncCheck {
public:
  ReadModifyWriteCheck(llvm::StringRef Name,
                       clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void report(TranslationUnit &TU, const StaleWrite &W);

  const bool CheckThenAct;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_STATE_READMODIFYWRITECHECK_H
