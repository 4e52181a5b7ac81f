// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_CAPTURINGLAMBDACHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_CAPTURINGLAMBDACHECK_H

#include "analysis/flow/FunctionBody.h"
#include "analysis/syntax/CallParts.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds coroutine lambdas whose closure dies before the coroutine is done with
/// its captures.
/// docs/checks/async-capturing-lambda.md says what is reported and what is not.
class CapturingLambdaCheck : public AsyncCheck {
public:
  CapturingLambdaCheck(llvm::StringRef Name,
                       clang::tidy::ClangTidyContext *Context);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkFunction(TranslationUnit &TU, const clang::FunctionDecl *F);
  void checkClosureCall(TranslationUnit &TU, const FunctionBody &Body,
                        const CallParts &Call);
  void reportCall(const clang::LambdaExpr *L, const clang::Stmt *Use,
                  const clang::Expr *Call, llvm::StringRef Why);
  void report(TranslationUnit &TU, const clang::LambdaExpr *L,
              const clang::Stmt *Use, const clang::Stmt *End,
              llvm::StringRef Why);

  const bool WarnOnAnyCapture;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_CAPTURINGLAMBDACHECK_H
