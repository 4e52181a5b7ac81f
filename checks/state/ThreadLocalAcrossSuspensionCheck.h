// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_STATE_THREADLOCALACROSSSUSPENSIONCHECK_H
#define ASYNC_TIDY_CHECKS_STATE_THREADLOCALACROSSSUSPENSIONCHECK_H

#include "analysis/state/ErrorReads.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds thread-bound values that a coroutine uses after a suspension, when
/// another thread may run it.
/// docs/checks/async-thread-local-across-suspension.md says what is reported
/// and what is not.
class ThreadLocalAcrossSuspensionCheck : public AsyncCheck {
public:
  ThreadLocalAcrossSuspensionCheck(llvm::StringRef Name,
                                   clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkValues(TranslationUnit &TU, const Coroutine &C);
  void checkVariables(TranslationUnit &TU, const Coroutine &C);
  void checkErrors(TranslationUnit &TU, const Coroutine &C);

  bool staysOnThread(const Coroutine &C) const;

  const bool SingleThreaded;
  ThreadStateNames Names;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_STATE_THREADLOCALACROSSSUSPENSIONCHECK_H
