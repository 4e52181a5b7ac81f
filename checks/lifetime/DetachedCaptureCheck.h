// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_DETACHEDCAPTURECHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_DETACHEDCAPTURECHECK_H

#include "analysis/lifetime/ObjectLifetime.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds callables that are started detached and refer to locals or to an
/// unowned object. docs/checks/async-detached-capture.md says what is reported
/// and what is not.
class DetachedCaptureCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkCall(TranslationUnit &TU, const FunctionBody &Body,
                 const CallParts &Call);
  void checkCallable(TranslationUnit &TU, const FunctionBody &Body,
                     const clang::LambdaExpr *L, const CallParts &Call);
  void checkKept(TranslationUnit &TU, const FunctionBody &Body,
                 const clang::LambdaExpr *L, const CallParts &Call);
  void checkStarted(TranslationUnit &TU, const FunctionBody &Body,
                    const clang::LambdaExpr *L, const CallParts &Call);
  void checkComposed(TranslationUnit &TU, const FunctionBody &Body,
                     const CallParts &Call);
  void noteCaptured(const clang::VarDecl *V);
  void checkReturned(const FunctionBody &Body, const clang::LambdaExpr *L,
                     const CallParts &Call);
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_DETACHEDCAPTURECHECK_H
