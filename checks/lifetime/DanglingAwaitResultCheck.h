// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGAWAITRESULTCHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGAWAITRESULTCHECK_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/lifetime/AwaitResults.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds references and views of what a co_await gives that are used after the
/// awaited temporary, which owns it, is gone.
/// docs/checks/async-dangling-await-result.md says what is reported and what is
/// not.
class DanglingAwaitResultCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkSuspension(TranslationUnit &TU, const FunctionBody &Body,
                       const clang::CoawaitExpr *E);
  void report(TranslationUnit &TU, const clang::VarDecl *V, bool IsRange,
              const clang::CoawaitExpr *E, const AwaitResult &Result);
  void reportTemporary(const clang::VarDecl *V);
  void reportPart(const clang::VarDecl *V, bool IsRange,
                  const clang::CoawaitExpr *E);
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_DANGLINGAWAITRESULTCHECK_H
