// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The metadata of a rule: its row in checks/Checks.inc and its page in
// docs/checks. README's table, `explain`, `list` and SARIF's rules all come
// from here, so that they cannot disagree.

#ifndef ASYNC_TIDY_FINDINGS_RULE_H
#define ASYNC_TIDY_FINDINGS_RULE_H

#include "findings/Finding.h"

#include <span>
#include <string>
#include <string_view>

namespace async_tidy {

/// SARIF's scale of how often a finding of the rule is right.
enum class Precision { Low, Medium, High, VeryHigh };

struct Rule {
  std::string_view Class; ///< "BlockingCallCheck"
  std::string_view Id;    ///< "async-blocking-call"
  std::string_view Group; ///< folder below checks/: "blocking"
  Severity Level = Severity::Major;
  Precision Confidence = Precision::High;
  std::string_view Since; ///< first release: "0.1.0"
  /// CVSS-like score for memory-safety rules, empty for the others; GitHub
  /// turns alerts of rules that carry one into security alerts.
  std::string_view SecuritySeverity;
  std::string_view Page; ///< Markdown of docs/checks/<id>.md.
};

/// Every rule, in the order of Checks.inc.
std::span<const Rule> allRules();

/// The rule with this id, or nullptr.
const Rule *findRule(std::string_view Id);

/// The page's first sentence below its title: what the rule finds.
std::string ruleSummary(const Rule &R);

/// The text below the heading `## Heading`, without it; empty if the page has
/// no such section.
std::string ruleSection(const Rule &R, std::string_view Heading);

/// Where the page can be read on the web.
std::string ruleUrl(const Rule &R);

std::string_view severityName(Severity S);   ///< "CRITICAL", "MAJOR", "MINOR"
std::string_view precisionName(Precision P); ///< "very-high", …, "low"

} // namespace async_tidy

#endif // ASYNC_TIDY_FINDINGS_RULE_H
