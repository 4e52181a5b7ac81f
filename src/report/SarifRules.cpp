// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/SarifRules.h"
#include "report/SarifText.h"

#include <cctype>
#include <utility>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

/// GitHub shows no more than this of a description.
static constexpr size_t DescriptionLimit = 1024;

std::string_view async_tidy::sarifLevel(Severity S) {
  switch (S) {
  case Severity::Critical:
    return "error";
  case Severity::Major:
    return "warning";
  case Severity::Minor:
    return "note";
  }
  return "none";
}

/// CodeQL's scale, which GitHub filters by.
static std::string_view problemSeverity(Severity S) {
  return S == Severity::Minor ? "recommendation" : sarifLevel(S);
}

/// "BlockingCallCheck" -> "BlockingCall".
static std::string_view ruleName(const Rule &R) {
  std::string_view Name = R.Class;
  if (Name.ends_with("Check"))
    Name.remove_suffix(5);
  return Name;
}

static std::string oneParagraph(std::string_view Markdown) {
  std::string Result;
  for (char C : plainText(Markdown)) {
    bool IsBlank = std::isspace(static_cast<unsigned char>(C)) != 0;
    if (!IsBlank)
      Result.push_back(C);
    else if (!Result.empty() && Result.back() != ' ')
      Result.push_back(' ');
  }
  return Result;
}

static Json properties(const Rule &R) {
  Json Tags = Json::array({"async", "coroutine", R.Group});
  if (!R.SecuritySeverity.empty())
    Tags.push_back("security");
  Json Result = {{"tags", std::move(Tags)},
                 {"precision", precisionName(R.Confidence)},
                 {"problem.severity", problemSeverity(R.Level)}};
  // Its mere presence turns alerts into security alerts.
  if (!R.SecuritySeverity.empty())
    Result["security-severity"] = R.SecuritySeverity;
  Result["since"] = R.Since;
  return Result;
}

static Json describe(const Rule &R) {
  std::string Summary = sentences(plainText(ruleSummary(R)));
  std::string Full = oneParagraph(ruleSection(R, "What it does"));
  Full = Full.empty() ? Summary : sentences(Full);
  std::string Url = ruleUrl(R);
  std::string Folder = Url.substr(0, Url.rfind('/'));
  return {
      {"id", R.Id},
      {"name", ruleName(R)},
      {"shortDescription", {{"text", shortened(Summary, DescriptionLimit)}}},
      {"fullDescription", {{"text", shortened(Full, DescriptionLimit)}}},
      {"help",
       {{"text", plainText(R.Page)},
        {"markdown", absoluteLinks(R.Page, Folder)}}},
      {"helpUri", Url},
      {"defaultConfiguration", {{"level", sarifLevel(R.Level)}}},
      {"properties", properties(R)}};
}

/// "bugprone-use-after-move" -> "BugproneUseAfterMove".
static std::string pascalCase(std::string_view Id) {
  std::string Result;
  bool Upper = true;
  for (unsigned char C : Id) {
    if (!std::isalnum(C))
      Upper = true;
    else
      Result.push_back(
          static_cast<char>(std::exchange(Upper, false) ? std::toupper(C) : C));
  }
  return Result;
}

/// A check that is none of ours.
static Json describeForeign(const Finding &F) {
  std::string Text = "Reported by clang as '" + F.Check + "'.";
  return {
      {"id", F.Check},
      {"name", pascalCase(F.Check)},
      {"shortDescription", {{"text", Text}}},
      {"fullDescription", {{"text", Text}}},
      {"help", {{"text", Text}, {"markdown", Text}}},
      {"helpUri", "https://clang.llvm.org/extra/clang-tidy/checks/list.html"},
      {"defaultConfiguration", {{"level", sarifLevel(F.Level)}}},
      {"properties", {{"tags", Json::array({"clang"})}}}};
}

SarifRules::SarifRules(const Report &R) {
  for (const Rule *Each : R.EnabledRules)
    if (Index.emplace(Each->Id, Rules.size()).second)
      Rules.push_back(describe(*Each));
  for (const Finding &F : R.Findings) {
    if (!Index.emplace(F.Check, Rules.size()).second)
      continue;
    const Rule *Known = findRule(F.Check);
    Rules.push_back(Known ? describe(*Known) : describeForeign(F));
  }
}
