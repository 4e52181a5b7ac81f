// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What SARIF consumers rely on; the files as a whole are in ReportGoldenTest.

#include "ReportFixtures.h"
#include "report/Reporter.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

using namespace async_tidy;
using Json = nlohmann::ordered_json;

static Json runOf(const Report &R, const SourceCache &Sources) {
  return Json::parse(fixtures::render("sarif", R, Sources)).at("runs").at(0);
}

static const Json &resultIn(const Json &Run, std::string_view Uri,
                            unsigned Line) {
  for (const Json &Result : Run.at("results")) {
    const Json &Place = Result.at("locations").at(0).at("physicalLocation");
    if (Place.at("artifactLocation").at("uri") == Uri &&
        Place.at("region").at("startLine") == Line)
      return Result;
  }
  throw std::invalid_argument("no such result");
}

TEST(Sarif, ColumnsCountUtf16Units) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  EXPECT_EQ(Run["columnKind"], "utf16CodeUnits");
  const Json &Region = resultIn(Run, "src/session.cpp", 5)
                           .at("locations")[0]["physicalLocation"]["region"];
  EXPECT_EQ(Region["startColumn"], 13);
  EXPECT_EQ(Region["endColumn"], 22);
}

TEST(Sarif, RuleIndexPointsToTheRule) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  const Json &Rules = Run["tool"]["driver"]["rules"];
  EXPECT_EQ(Rules.size(), 4u); // Three enabled ones and a foreign one.
  for (const Json &Result : Run["results"])
    EXPECT_EQ(Rules.at(Result["ruleIndex"].get<size_t>())["id"],
              Result["ruleId"]);
}

TEST(Sarif, EnabledRulesAreListedWithoutFindings) {
  Json Run = runOf(fixtures::cleanReport(), SourceCache());
  EXPECT_EQ(Run["tool"]["driver"]["rules"].size(), 1u);
  EXPECT_TRUE(Run["results"].empty());
  EXPECT_EQ(Run["invocations"][0]["executionSuccessful"], true);
}

TEST(Sarif, MessageLinksToTheNotes) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  const Json &Result = resultIn(Run, "src/session.cpp", 4);
  std::string Text = Result["message"]["text"];
  for (const Json &Related : Result["relatedLocations"])
    EXPECT_NE(Text.find("](" + Related["id"].dump() + ")"), std::string::npos);
  EXPECT_EQ(Result["relatedLocations"].size(), 2u);
  EXPECT_EQ(Result["codeFlows"][0]["threadFlows"][0]["locations"].size(), 3u);
}

TEST(Sarif, OnlySafeFixesCanBeApplied) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  const Json &Safe = resultIn(Run, "src/session.cpp", 5);
  const Json &Change = Safe.at("fixes")[0]["artifactChanges"][0];
  EXPECT_EQ(Change["replacements"][0]["insertedContent"]["text"], "co_await ");
  const Json &Unsafe = resultIn(Run, "src/session.cpp", 7);
  EXPECT_FALSE(Unsafe.contains("fixes"));
  EXPECT_TRUE(Unsafe["properties"].contains("suggestions"));
}

TEST(Sarif, MessageAndRemedyAreApart) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  const Json &Fixed = resultIn(Run, "src/session.cpp", 5);
  EXPECT_EQ(Fixed["message"]["text"], "Task returned by 'notify' is discarded: "
                                      "the coroutine never runs.");
  EXPECT_EQ(Fixed["properties"]["help"], "Await it with 'co_await'.");
  EXPECT_EQ(Fixed["fixes"][0]["description"]["text"],
            "Await it with 'co_await'.");
  const Json &Other = resultIn(Run, "src/session.cpp", 7);
  EXPECT_EQ(Other["properties"]["help"],
            "Return it, or hand it to something that awaits it.");
  EXPECT_EQ(Other["message"]["text"].get<std::string>().find("Return"),
            std::string::npos);
}

TEST(Sarif, FailedUnitsAreNotifications) {
  SourceCache Sources = fixtures::sources();
  Json Run = runOf(fixtures::fullReport(Sources), Sources);
  const Json &Invocation = Run["invocations"][0];
  EXPECT_EQ(Invocation["executionSuccessful"], false);
  EXPECT_EQ(Invocation["exitCode"], 3);
  const Json &First = Invocation["toolExecutionNotifications"][0];
  EXPECT_EQ(First["descriptor"]["id"], "unit-failed");
  EXPECT_EQ(First["level"], "error");
  EXPECT_EQ(
      First["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "src/broken.cpp");
}

TEST(Sarif, FilesOutsideOfTheRootHaveFileUris) {
  Report R = fixtures::cleanReport();
  Finding F;
  F.Check = "async-blocking-call";
  F.Message = "m";
  F.Where = {"/elsewhere/a b.h", {1, 1, 0}, {1, 2, 1}};
  R.Findings = {F};
  Json Place = runOf(R, SourceCache())["results"][0]["locations"][0]
                                      ["physicalLocation"]["artifactLocation"];
  EXPECT_EQ(Place["uri"], "file:///elsewhere/a%20b.h");
  EXPECT_FALSE(Place.contains("uriBaseId"));
}

TEST(Sarif, KeepsTheMostSevereOfTooMany) {
  Report R = fixtures::cleanReport();
  Finding F;
  F.Check = "async-blocking-call";
  F.Message = "m";
  for (unsigned I = 1; I <= 25010; ++I) {
    F.Where = {fixtures::pathOf("src/a.cpp"), {I, 1, 0}, {I, 2, 1}};
    F.Level = I > 25000 ? Severity::Critical : Severity::Minor;
    R.Findings.push_back(F);
  }
  Json Run = runOf(R, SourceCache());
  EXPECT_EQ(Run["results"].size(), 25000u);
  EXPECT_EQ(Run["results"].back()["level"], "error");
  const Json &Notes = Run["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(Notes.size(), 1u);
  std::string Text = Notes[0]["message"]["text"];
  EXPECT_NE(Text.find("The 10 least severe"), std::string::npos) << Text;
  EXPECT_EQ(makeReporter("sarif")->omissions(R).size(), 1u);
}

TEST(Sarif, ReportsOfOtherBytesThanUtf8AreValid) {
  Report R = fixtures::cleanReport();
  Finding F;
  F.Check = "async-blocking-call";
  F.Message = "call to '\xFF\xC3' blocks";
  F.Where = {fixtures::pathOf("src/\xFF.cpp"), {1, 1, 0}, {1, 2, 1}};
  R.Findings = {F};
  R.Notifications = {{RunNotification::Kind::Warning, "", "\x80 broken"}};
  EXPECT_NO_THROW(runOf(R, SourceCache()));
  EXPECT_NO_THROW(
      (void)Json::parse(fixtures::render("json", R, SourceCache())));
}

TEST(Reporter, EveryFormatCanBeMade) {
  std::set<std::string_view> Names;
  for (const ReporterFormat &Format : reporterFormats()) {
    EXPECT_TRUE(makeReporter(Format.Name)) << Format.Name;
    EXPECT_TRUE(Names.insert(Format.Name).second) << Format.Name;
  }
  EXPECT_TRUE(Names.contains("text") && Names.contains("sarif"));
  EXPECT_EQ(makeReporter("html"), nullptr);
  EXPECT_EQ(makeReporter(""), nullptr);
}

TEST(Text, ColoursOnlyOnRequest) {
  SourceCache Sources = fixtures::sources();
  Report R = fixtures::fullReport(Sources);
  for (const char *Format : {"text", "concise"}) {
    EXPECT_EQ(fixtures::render(Format, R, Sources).find('\x1b'),
              std::string::npos);
    EXPECT_NE(fixtures::render(Format, R, Sources, true).find('\x1b'),
              std::string::npos);
  }
}
