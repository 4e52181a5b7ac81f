// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H

#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds local awaitables that no path awaits.
/// docs/checks/async-unawaited-local.md says what is reported and what is not.
class UnawaitedLocalCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_UNAWAITEDLOCALCHECK_H
