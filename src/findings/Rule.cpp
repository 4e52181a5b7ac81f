// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/Rule.h"
#include "findings/CheckPages.h"

#include <algorithm>
#include <vector>

using namespace async_tidy;

static std::string_view pageOf(std::string_view Id) {
  for (const EmbeddedText &Page : checkPages())
    if (Page.Name == Id)
      return Page.Text;
  return {};
}

std::span<const Rule> async_tidy::allRules() {
  static const std::vector<Rule> Rules = {
#define ASYNC_CHECK(Class, Id, Group, Level, Confidence, Since, Security)      \
  Rule{#Class, Id,       #Group,    Severity::Level, Precision::Confidence,    \
       Since,  Security, pageOf(Id)},
#include "checks/Checks.inc"
#undef ASYNC_CHECK
  };
  return Rules;
}

const Rule *async_tidy::findRule(std::string_view Id) {
  auto Rules = allRules();
  auto It = std::find_if(Rules.begin(), Rules.end(),
                         [&](const Rule &R) { return R.Id == Id; });
  return It == Rules.end() ? nullptr : &*It;
}

std::string async_tidy::ruleSection(const Rule &R, std::string_view Heading) {
  std::string Wanted = "## " + std::string(Heading);
  std::string Result;
  bool Inside = false, InCode = false;
  size_t Pos = 0;
  while (Pos < R.Page.size()) {
    size_t End = std::min(R.Page.find('\n', Pos), R.Page.size());
    std::string_view Line = R.Page.substr(Pos, End - Pos);
    Pos = End + 1;
    if (Line.starts_with("```"))
      InCode = !InCode;
    if (!InCode && Line.starts_with("## ")) {
      Inside = Line == Wanted;
      continue;
    }
    if (Inside)
      Result.append(Line).push_back('\n');
  }
  size_t First = Result.find_first_not_of('\n');
  if (First == std::string::npos)
    return {};
  size_t Last = Result.find_last_not_of('\n');
  return Result.substr(First, Last - First + 1);
}

std::string async_tidy::ruleSummary(const Rule &R) {
  // Title line, blank line, then the summary paragraph.
  size_t Pos = R.Page.find('\n');
  if (Pos == std::string_view::npos)
    return {};
  Pos = R.Page.find_first_not_of('\n', Pos);
  if (Pos == std::string_view::npos)
    return {};
  size_t End = std::min(R.Page.find("\n\n", Pos), R.Page.size());
  std::string Paragraph(R.Page.substr(Pos, End - Pos));
  std::replace(Paragraph.begin(), Paragraph.end(), '\n', ' ');
  while (!Paragraph.empty() && Paragraph.back() == ' ')
    Paragraph.pop_back();
  return Paragraph;
}

std::string async_tidy::ruleUrl(const Rule &R) {
  return "https://github.com/async-tidy/async-tidy/blob/main/docs/checks/" +
         std::string(R.Id) + ".md";
}

std::string_view async_tidy::severityName(Severity S) {
  switch (S) {
  case Severity::Critical:
    return "CRITICAL";
  case Severity::Major:
    return "MAJOR";
  case Severity::Minor:
    return "MINOR";
  }
  return "";
}

std::string_view async_tidy::precisionName(Precision P) {
  switch (P) {
  case Precision::VeryHigh:
    return "very-high";
  case Precision::High:
    return "high";
  case Precision::Medium:
    return "medium";
  case Precision::Low:
    return "low";
  }
  return "";
}
