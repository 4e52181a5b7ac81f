// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H
#define ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H

#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds handlers that catch cancellation and go on.
/// docs/checks/async-swallowed-cancellation.md says what is reported and what is not.
class SwallowedCancellationCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_CANCELLATION_SWALLOWEDCANCELLATIONCHECK_H
