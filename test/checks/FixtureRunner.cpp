// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs every fixture below test/checks and test/real-headers in this process.
// One of them:
//   async-tidy-fixtures --gtest_filter='*async_blocking_call_posix'
// ASYNC_TIDY_BLESS=1 rewrites the CHECK comments instead of comparing.

#include "model/UnitSink.h"
#include "test/support/Compare.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

using namespace async_tidy;
using namespace async_tidy::test;

namespace {
class FixtureTest : public testing::TestWithParam<std::string> {};

std::string listed(const std::vector<std::string> &Lines) {
  std::string Result;
  for (const std::string &Line : Lines)
    Result += "  " + Line + "\n";
  return Result;
}

std::string testName(const testing::TestParamInfo<std::string> &Info) {
  std::string Name = Fixture::read(Info.param).Name;
  for (char &C : Name)
    C = std::isalnum(static_cast<unsigned char>(C)) ? C : '_';
  return Name;
}

/// For tools/fixture.sh: what was found, notes included.
void show(const RunConfig &Run, const TidyResult &Result) {
  if (!Run.Suffix.empty())
    std::cout << "run " << Run.Suffix << ":\n";
  for (const Diag &D : Result.Findings) {
    std::cout << D.str() << "\n";
    for (const Diag &Note : D.Notes)
      std::cout << "  " << Note.str() << "\n";
  }
}

/// \p Text without what stands in single quotes: names and code. An apostrophe
/// follows a letter and does not open a quotation.
std::string withoutQuotes(const std::string &Text) {
  std::string Result;
  bool Quoted = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    bool AfterWord =
        I > 0 && std::isalnum(static_cast<unsigned char>(Text[I - 1]));
    bool BeforeWord = I + 1 < Text.size() &&
                      std::isalnum(static_cast<unsigned char>(Text[I + 1]));
    if (Text[I] == '\'' && (Quoted ? !(AfterWord && BeforeWord) : !AfterWord))
      Quoted = !Quoted;
    else if (!Quoted)
      Result.push_back(Text[I]);
  }
  return Result;
}

/// clang's style: one sentence, lower case, no final period.
void expectMessageStyle(const Diag &D) {
  ASSERT_FALSE(D.Message.empty());
  char First = D.Message.front(), Last = D.Message.back();
  EXPECT_FALSE(std::isupper(static_cast<unsigned char>(First))) << D.str();
  EXPECT_TRUE(Last != '.' && Last != '!' && Last != ' ') << D.str();
  EXPECT_EQ(D.Message.find('\n'), std::string::npos) << D.str();
  EXPECT_EQ(withoutQuotes(D.Message).find(';'), std::string::npos) << D.str();
}

/// A finding says what is wrong, and its last note how to mend it: at the
/// finding's place, in the imperative, in words that no step of the story has.
void expectFindingStyle(const Diag &D) {
  if (D.Check.starts_with("clang-"))
    return;
  expectMessageStyle(D);
  for (const Diag &Note : D.Notes)
    expectMessageStyle(Note);
  ASSERT_FALSE(D.Notes.empty()) << D.str() << ": no remedy";
  const Diag &Remedy = D.Notes.back();
  EXPECT_EQ(std::tie(Remedy.File, Remedy.Line, Remedy.Column),
            std::tie(D.File, D.Line, D.Column))
      << D.str();
  std::string Verb = Remedy.Message.substr(0, Remedy.Message.find(' '));
  static const std::set<std::string> Verbs = {
      "await", "call", "capture", "catch",   "co_await", "copy",
      "end",   "get",  "hand",    "iterate", "keep",     "look",
      "pass",  "read", "return",  "rethrow", "release",  "run",
      "take",  "test", "unlock",  "use"};
  EXPECT_TRUE(Verbs.count(Verb)) << D.str() << ": " << Remedy.Message;
}

/// Is \p Check among \p Checks, separated by commas? So is what clang says.
bool isOneOf(const std::string &Check, const std::string &Checks) {
  return Check.starts_with("clang-") || Checks == "async-*" ||
         ("," + Checks + ",").find("," + Check + ",") != std::string::npos;
}

/// How often the run finds each thing, wherever its line is.
std::map<std::string, int> counted(const TidyResult &Result) {
  std::map<std::string, int> Counts;
  for (const Diag &D : Result.Findings)
    ++Counts[D.Level + ": " + D.text()];
  return Counts;
}

/// Safe fixes must leave a program that compiles, and in which no check, be it
/// of this fixture or not, finds what it did not find before: in \p All.
void expectFixesDoNoHarm(const Fixture &F, RunConfig Run,
                         const TidyResult &Result, const TidyResult &All) {
  if (!Result.HasFixes || Result.hasCompileError())
    return;
  Run.Checks = "async-*";
  std::map<std::string, int> Before = counted(All);
  TidyResult Again = runTidy(F.Path, Run, &Result.FixedText);
  for (const auto &[What, Count] : counted(Again))
    EXPECT_LE(Count, Before[What]) << "new after the fixes: " << What;
}

/// The run with all checks. They get through with every function, but in a
/// fixture about limits.
TidyResult runAllChecks(const Fixture &F, RunConfig Run) {
  Run.Checks = "async-*";
  UnitSink Told;
  TidyResult Result = runTidy(F.Path, Run);
  EXPECT_EQ(Run.ExpectGaps, !Told.gaps().empty()) << F.Path;
  for (const AnalysisGap &Gap : Told.gaps())
    EXPECT_TRUE(Run.ExpectGaps) << Gap.Path << ":" << Gap.Line << ": "
                                << Gap.Function << ": " << Gap.Reason;
  return Result;
}

/// The checks of a run alone and together with all others, with the options of
/// the run: no check may learn from the options of another.
void expectTheSameTogether(const Fixture &F, const RunConfig &Run,
                           const TidyResult &Result, const TidyResult &All) {
  std::set<std::string> Alone, Together;
  for (const Diag &D : Result.Findings)
    Alone.insert(D.str());
  for (const Diag &D : All.Findings)
    if (isOneOf(D.Check, Run.Checks))
      Together.insert(D.str());
  EXPECT_EQ(Alone, Together) << F.Path << " " << Run.Suffix;
}
} // namespace

TEST_P(FixtureTest, FindsWhatItExpects) {
  Fixture F = Fixture::read(GetParam());
  ASSERT_TRUE(F.Errors.empty()) << F.Path << "\n" << listed(F.Errors);
  if (std::string Why = F.cannotRun(); !Why.empty())
    GTEST_SKIP() << Why;
  std::vector<TidyResult> Results;
  for (const RunConfig &Run : F.Runs)
    Results.push_back(runTidy(F.Path, Run));
  if (std::getenv("ASYNC_TIDY_BLESS")) {
    std::ofstream(F.Path) << bless(F, Results);
    F = Fixture::read(GetParam());
    Results.clear();
    for (const RunConfig &Run : F.Runs)
      Results.push_back(runTidy(F.Path, Run));
  }
  // One test for all questions: to parse a fixture is what takes the time.
  for (size_t N = 0; N < F.Runs.size(); ++N) {
    const RunConfig &Run = F.Runs[N];
    if (std::getenv("ASYNC_TIDY_SHOW"))
      show(Run, Results[N]);
    for (const Diag &D : Results[N].Findings)
      expectFindingStyle(D);
    std::vector<std::string> Problems = compare(F, Run, Results[N]);
    EXPECT_TRUE(Problems.empty()) << F.Path << "\n" << listed(Problems);
    TidyResult All = runAllChecks(F, Run);
    expectTheSameTogether(F, Run, Results[N], All);
    expectFixesDoNoHarm(F, Run, Results[N], All);
  }
}

INSTANTIATE_TEST_SUITE_P(Checks, FixtureTest,
                         testing::ValuesIn(findFixtures(ASYNC_TIDY_TEST_DIR
                                                        "/checks")),
                         testName);
INSTANTIATE_TEST_SUITE_P(RealHeaders, FixtureTest,
                         testing::ValuesIn(findFixtures(ASYNC_TIDY_TEST_DIR
                                                        "/real-headers")),
                         testName);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FixtureTest);
