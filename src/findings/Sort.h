// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_FINDINGS_SORT_H
#define ASYNC_TIDY_FINDINGS_SORT_H

#include "findings/Finding.h"

#include <vector>

namespace async_tidy {

/// A total order: path, line, column, check, message, then everything else.
bool reportedBefore(const Finding &A, const Finding &B);

/// Orders \p Findings by reportedBefore, \p Notifications by path, kind and
/// message without repetitions: the result is the same however the workers
/// were scheduled.
void sortFindings(std::vector<Finding> &Findings);
void sortNotifications(std::vector<RunNotification> &Notifications);

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_SORT_H
