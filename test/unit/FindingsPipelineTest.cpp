// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ReportFixtures.h"
#include "findings/Dedupe.h"
#include "findings/Fingerprint.h"
#include "findings/Limit.h"
#include "findings/PathMap.h"
#include "findings/Pipeline.h"
#include "findings/Sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace async_tidy;

static Finding make(std::string Path, unsigned Line, unsigned Column,
                    std::string Check = "async-x", std::string Message = "m") {
  Finding F;
  F.Check = std::move(Check);
  F.Message = std::move(Message);
  F.Where = {std::move(Path), {Line, Column, 0}, {Line, Column + 1, 1}};
  return F;
}

TEST(Dedupe, KeepsOneOfTheSameFindingFromSeveralUnits) {
  std::vector<Finding> Findings = {make("/p/a.h", 1, 2),
                                   make("/p/a.h", 1, 2),
                                   make("/p/a.h", 1, 3),
                                   make("/p/b.h", 1, 2),
                                   make("/p/a.h", 2, 2),
                                   make("/p/a.h", 1, 2, "async-y"),
                                   make("/p/a.h", 1, 2, "async-x", "n")};
  dedupe(Findings);
  EXPECT_EQ(Findings.size(), 6u);
}

TEST(Dedupe, KeepsTheMostTellingWhateverTheOrder) {
  Finding Short = make("/p/a.h", 1, 2), Long = Short, Other = Short;
  Long.Notes = {{Short.Where, "first"}, {Short.Where, "second"}};
  Other.Notes = {{Short.Where, "alone"}};
  std::vector<Finding> All = {Short, Long, Other};
  std::sort(All.begin(), All.end(), reportedBefore);
  do {
    std::vector<Finding> Findings = All;
    dedupe(Findings);
    ASSERT_EQ(Findings.size(), 1u);
    EXPECT_EQ(Findings[0].Notes, Long.Notes);
  } while (std::next_permutation(All.begin(), All.end(), reportedBefore));
}

TEST(Sort, OrdersByPathLineColumnCheckMessage) {
  std::vector<Finding> Expected = {make("/p/a.cpp", 2, 9),
                                   make("/p/a.cpp", 10, 1),
                                   make("/p/a.cpp", 10, 2, "async-a", "z"),
                                   make("/p/a.cpp", 10, 2, "async-b", "a"),
                                   make("/p/a.cpp", 10, 2, "async-b", "b"),
                                   make("/p/b.cpp", 1, 1)};
  std::vector<Finding> Actual(Expected.rbegin(), Expected.rend());
  sortFindings(Actual);
  for (size_t I = 0; I < Expected.size(); ++I) {
    EXPECT_EQ(Actual[I].Where, Expected[I].Where) << I;
    EXPECT_EQ(Actual[I].Check, Expected[I].Check) << I;
    EXPECT_EQ(Actual[I].Message, Expected[I].Message) << I;
  }
}

TEST(Sort, NotificationsAreUnique) {
  using Kind = RunNotification::Kind;
  std::vector<RunNotification> All = {{Kind::Warning, "/p/b", "x"},
                                      {Kind::UnitFailed, "/p/a", "x"},
                                      {Kind::Warning, "/p/b", "x"}};
  sortNotifications(All);
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(All[0].Path, "/p/a");
}

TEST(Pipeline, ReportsDoNotDependOnTheOrderOfTheUnits) {
  SourceCache Sources = fixtures::sources();
  Report R = fixtures::fullReport(Sources);
  std::vector<Finding> Raw = R.Findings;
  Raw.insert(Raw.end(), R.Findings.begin(), R.Findings.end());
  std::mt19937 Random(1);
  for (const char *Format : {"text", "concise", "json", "sarif"}) {
    std::string Expected = fixtures::render(Format, R, Sources);
    Report Shuffled = R;
    Shuffled.Findings = Raw;
    std::shuffle(Shuffled.Findings.begin(), Shuffled.Findings.end(), Random);
    fixtures::finish(Shuffled.Findings, Sources, R.Run.Root);
    EXPECT_EQ(fixtures::render(Format, Shuffled, Sources), Expected) << Format;
  }
}

TEST(Pipeline, HasItsStagesInOrder) {
  SourceCache Sources;
  PathMap Paths("/nowhere");
  auto NamesOf = [](const std::vector<Stage> &Stages) {
    std::string Names;
    for (const Stage &S : Stages)
      Names += (Names.empty() ? "" : " ") + std::string(S.Name);
    return Names;
  };
  EXPECT_EQ(NamesOf(findingStages({Sources, Paths})),
            "canonical-paths dedupe sort fingerprint sort-notifications");
}

TEST(Pipeline, KeepsEachFindingOnceAndSortsNotifications) {
  SourceCache Sources;
  PathMap Paths("/nowhere");
  FindingList List;
  // One place under two spellings, and another one.
  List.Findings = {make("/nowhere/b/../a.h", 1, 2), make("/nowhere/a.h", 1, 2),
                   make("/nowhere/a.h", 3, 1)};
  using Kind = RunNotification::Kind;
  List.Notifications = {{Kind::Warning, "/b", "x"}, {Kind::Warning, "/a", "x"}};
  finishFindings(List, {Sources, Paths});
  ASSERT_EQ(List.Findings.size(), 2u);
  EXPECT_EQ(List.Findings[1].Where.Begin.Line, 3u);
  EXPECT_EQ(List.Findings[0].Fingerprint.size(), 16u);
  EXPECT_EQ(List.Notifications[0].Path, "/a");
}

// Vectors of the FNV reference suite: "foobar" and the empty string, each with
// its terminating zero.
TEST(Fingerprint, HashIsFnv1a) {
  EXPECT_EQ(StableHash().add("foobar").value(), 0x34531ca7168b8f38u);
  EXPECT_EQ(StableHash().add("").value(), 0xaf63bd4c8601b7dfu);
  EXPECT_NE(StableHash().add("ab").add("c").value(),
            StableHash().add("a").add("bc").value());
}

/// The fingerprint of a finding at "work()" in \p Text.
static std::string printOf(std::string Text, std::string Root = "/nowhere/a",
                           std::string Check = "async-x",
                           std::string Function = "f()") {
  SourceCache Sources;
  size_t Offset = Text.find("work()");
  auto Line = static_cast<unsigned>(
      1 + std::count(Text.begin(), Text.begin() + Offset, '\n'));
  std::vector<Finding> Findings = {make(Root + "/src/x.cpp", Line, 1, Check)};
  Findings[0].Function = Function;
  Sources.add(Findings[0].Where.Path, std::move(Text));
  fingerprint(Findings, Sources, PathMap(Root));
  return Findings[0].Fingerprint;
}

TEST(Fingerprint, SurvivesWhatDoesNotChangeTheFinding) {
  std::string Print = printOf("a\n  work();\n");
  EXPECT_EQ(Print.size(), 16u);
  EXPECT_EQ(Print.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(Print, printOf("a\nnew line\n\n\twork() ;\r\n"));
  EXPECT_EQ(Print, printOf("a\n  work();\n", "/elsewhere/b"));
}

TEST(Fingerprint, DependsOnCheckFunctionAndLine) {
  std::string Text = "a\n  work();\n";
  std::string Print = printOf(Text);
  EXPECT_NE(Print, printOf("a\n  work(), 1;\n"));
  EXPECT_NE(Print, printOf(Text, "/nowhere/a", "async-y"));
  EXPECT_NE(Print, printOf(Text, "/nowhere/a", "async-x", "g()"));
}

TEST(Fingerprint, EqualLinesAreNumbered) {
  SourceCache Sources;
  Sources.add("/nowhere/x.cpp", "work();\nwork();\nother();\n");
  std::vector<Finding> Two = {make("/nowhere/x.cpp", 1, 1),
                              make("/nowhere/x.cpp", 2, 1)};
  std::vector<Finding> One = {Two[0]};
  PathMap Paths("/nowhere");
  fingerprint(Two, Sources, Paths);
  fingerprint(One, Sources, Paths);
  EXPECT_NE(Two[0].Fingerprint, Two[1].Fingerprint);
  EXPECT_EQ(Two[0].Fingerprint, One[0].Fingerprint);
}

TEST(Fingerprint, FileThatIsGoneHasOneToo) {
  std::vector<Finding> Findings = {make("/nowhere/gone.cpp", 7, 1)};
  fingerprint(Findings, SourceCache(), PathMap("/nowhere"));
  EXPECT_EQ(Findings[0].Fingerprint.size(), 16u);
}

TEST(Limit, KeepsTheMostSevereInOrder) {
  std::vector<Finding> Findings;
  for (unsigned I = 0; I < 9; ++I) {
    Findings.push_back(make("/p/a.cpp", I + 1, 1));
    Findings.back().Level = static_cast<Severity>(I % 3);
  }
  EXPECT_EQ(limitFindings(Findings, 9), 0u);
  EXPECT_EQ(limitFindings(Findings, 4), 5u);
  std::vector<unsigned> Lines;
  for (const Finding &F : Findings)
    Lines.push_back(F.Where.Begin.Line);
  EXPECT_EQ(Lines, (std::vector<unsigned>{2, 3, 6, 9}));
}
