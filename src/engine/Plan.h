// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decides which commands of the database are analysed.

#ifndef ASYNC_TIDY_ENGINE_PLAN_H
#define ASYNC_TIDY_ENGINE_PLAN_H

#include "engine/CompileDatabase.h"

namespace async_tidy {

struct PlanRequest {
  /// Files or folders, absolute; empty: the whole database.
  std::vector<std::string> Paths;
  /// Analyse a file once for each of its commands, not with the first only.
  bool AllConfigs = false;
};

struct Plan {
  std::vector<CompileEntry> Units; ///< In the database's order.
  std::vector<RunNotification> Notifications;
  unsigned Skipped = 0; ///< Commands that compile no C++.
};

/// Errors when a path of the request does not exist, or no flags can be found
/// for it.
llvm::Expected<Plan> makePlan(const CompileDatabase &Database,
                              const PlanRequest &Request);

} // namespace async_tidy

#endif // ASYNC_TIDY_ENGINE_PLAN_H
