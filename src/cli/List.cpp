// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Commands.h"
#include "findings/Rule.h"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>

using namespace async_tidy;

static nlohmann::ordered_json describe(const Rule &R) {
  nlohmann::ordered_json Result;
  Result["id"] = R.Id;
  Result["group"] = R.Group;
  Result["severity"] = severityName(R.Level);
  Result["precision"] = precisionName(R.Confidence);
  Result["since"] = R.Since;
  if (!R.SecuritySeverity.empty())
    Result["security-severity"] = R.SecuritySeverity;
  Result["summary"] = ruleSummary(R);
  Result["url"] = ruleUrl(R);
  return Result;
}

CommandResult async_tidy::runList(const ListOptions &Options) {
  if (Options.Json) {
    auto List = nlohmann::ordered_json::array();
    for (const Rule &R : allRules())
      List.push_back(describe(R));
    std::cout << List.dump(2) << "\n";
    return {};
  }
  size_t Width = 0;
  for (const Rule &R : allRules())
    Width = std::max(Width, R.Id.size());
  for (const Rule &R : allRules())
    std::cout << std::left << std::setw(int(Width)) << R.Id << "  "
              << std::setw(8) << severityName(R.Level) << "  " << ruleSummary(R)
              << "\n";
  return {};
}
