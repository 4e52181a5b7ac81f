// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H
#define ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H

#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds calls that block the thread inside a coroutine.
/// docs/checks/async-blocking-call.md says what is reported and what is not.
class BlockingCallCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_BLOCKING_BLOCKINGCALLCHECK_H
