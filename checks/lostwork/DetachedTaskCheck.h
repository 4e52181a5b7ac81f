// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H
#define ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H

#include "checks/AsyncCheck.h"

namespace async_tidy {

/// Finds tasks that are started and dropped, so that their exception is lost.
/// docs/checks/async-detached-task.md says what is reported and what is not.
class DetachedTaskCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;

protected:
  void analyze(TranslationUnit &TU) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_CHECKS_LOSTWORK_DETACHEDTASKCHECK_H
