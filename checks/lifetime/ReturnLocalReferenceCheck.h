// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LIFETIME_RETURNLOCALREFERENCECHECK_H
#define ASYNC_TIDY_CHECKS_LIFETIME_RETURNLOCALREFERENCECHECK_H

#include "analysis/lifetime/ObjectLifetime.h"
#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds results of coroutines that refer to something that dies with the
/// coroutine. docs/checks/async-return-local-reference.md says
/// what is reported and what is not.
class ReturnLocalReferenceCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;

private:
  void checkReturns(TranslationUnit &TU, const Coroutine &C);
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LIFETIME_RETURNLOCALREFERENCECHECK_H
