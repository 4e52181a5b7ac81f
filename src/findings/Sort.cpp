// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Sort.h"

#include <algorithm>
#include <tuple>

using namespace async_tidy;

static auto key(const Finding &F) {
  return std::tie(F.Where.Path, F.Where.Begin, F.Check, F.Message, F.Help,
                  F.Where.End, F.Level, F.Function, F.Notes, F.Fixes,
                  F.Fingerprint, F.Cause);
}

static auto key(const RunNotification &N) {
  return std::tie(N.Path, N.What, N.Line, N.Message);
}

bool async_tidy::reportedBefore(const Finding &A, const Finding &B) {
  return key(A) < key(B);
}

void async_tidy::sortFindings(std::vector<Finding> &Findings) {
  std::sort(Findings.begin(), Findings.end(), reportedBefore);
}

void async_tidy::sortNotifications(
    std::vector<RunNotification> &Notifications) {
  std::sort(Notifications.begin(), Notifications.end(),
            [](const auto &A, const auto &B) { return key(A) < key(B); });
  Notifications.erase(std::unique(Notifications.begin(), Notifications.end()),
                      Notifications.end());
}
