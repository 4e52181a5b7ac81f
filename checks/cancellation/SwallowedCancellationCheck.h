// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H
#define ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H

#include "analysis/errors/Cancellation.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds handlers that swallow cancellation and let the coroutine go on.
/// docs/checks/async-swallowed-cancellation.md says what is reported and what
/// is not.
class SwallowedCancellationCheck : public AsyncCheck {
public:
  SwallowedCancellationCheck(llvm::StringRef Name,
                             clang::tidy::ClangTidyContext *Context);

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkTry(TranslationUnit &TU, const CancellationModel &Model,
                const Coroutine &C, const clang::CXXTryStmt *Try);
  void checkErrorCode(TranslationUnit &TU, const CancellationModel &Model,
                      const Coroutine &C, const SuspensionPoint &P);
  void report(TranslationUnit &TU, const clang::CXXCatchStmt *Handler,
              const CancellationKind &Kind, const SuspensionPoint &From,
              const clang::Expr *Next);

  const CancellationNames More;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H
