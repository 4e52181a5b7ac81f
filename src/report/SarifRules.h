// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef ASYNC_TIDY_REPORT_SARIFRULES_H
#define ASYNC_TIDY_REPORT_SARIFRULES_H

#include "report/Report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace async_tidy {

/// "error", "warning", "note" for CRITICAL, MAJOR, MINOR.
std::string_view sarifLevel(Severity S);

/// The array `rules` of a report, and where each rule stands in it: the enabled
/// ones, then those that have findings all the same (clang's own diagnostics).
struct SarifRules {
  explicit SarifRules(const Report &R);
  nlohmann::ordered_json Rules = nlohmann::ordered_json::array();
  std::map<std::string, size_t, std::less<>> Index;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_REPORT_SARIFRULES_H
