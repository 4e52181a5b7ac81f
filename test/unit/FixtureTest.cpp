// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fixture runner must be able to fail.

#include "test/support/Compare.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace async_tidy::test;

namespace {
class FixtureFileTest : public testing::Test {
protected:
  Fixture fixture(const std::string &Text) {
    std::filesystem::path Folder = testing::TempDir();
    std::string Path = Folder / "async-blocking-call-runner.cpp";
    std::ofstream(Path) << Text;
    return Fixture::read(Path);
  }

  /// A warning of the runner's own at the given place of \p F.
  static Diag warning(const Fixture &F, unsigned Line, unsigned Column,
                      const std::string &Message) {
    return {F.Path, Line, Column, "warning", Message, "async-blocking-call",
            {}};
  }

  static TidyResult result(std::vector<Diag> Findings) {
    TidyResult R;
    R.Findings = std::move(Findings);
    return R;
  }
};
} // namespace

TEST_F(FixtureFileTest, TakesTheCheckFromTheName) {
  Fixture F = fixture("int x;\n");
  EXPECT_TRUE(F.Errors.empty());
  ASSERT_EQ(F.Runs.size(), 1u);
  EXPECT_EQ(F.Runs[0].Checks, "async-blocking-call");
  EXPECT_EQ(F.Runs[0].Std, "c++20");
}

TEST_F(FixtureFileTest, ReadsHeadersAndRuns) {
  Fixture F =
      fixture("// async-tidy: std=c++23 args=-DA=1,-DB\n"
              "// async-tidy-run: suffix=X options={async-a.B: 'c d', E: f}\n"
              "// async-tidy-run: suffix=Y checks=async-* expect-errors\n");
  EXPECT_TRUE(F.Errors.empty());
  ASSERT_EQ(F.Runs.size(), 2u);
  EXPECT_EQ(F.Runs[0].Std, "c++23");
  EXPECT_EQ(F.Runs[0].Options, "async-a.B: 'c d', E: f");
  EXPECT_EQ(F.Runs[0].Args, (std::vector<std::string>{"-DA=1", "-DB"}));
  EXPECT_FALSE(F.Runs[0].ExpectErrors);
  EXPECT_EQ(F.Runs[1].Checks, "async-*");
  EXPECT_TRUE(F.Runs[1].ExpectErrors);
}

TEST_F(FixtureFileTest, RejectsWhatItDoesNotUnderstand) {
  EXPECT_EQ(fixture("// async-tidy: standard=c++23\n").Errors.size(), 1u);
  EXPECT_EQ(fixture("// CHECK-MESSAGES: [[@LINE-1]] warning\n").Errors.size(),
            1u);
  EXPECT_EQ(fixture("// CHECK-MESSAGE: x\n// CHECK-NOTES x\n").Errors.size(),
            1u);
  EXPECT_EQ(fixture("// CHECK-MESSAGES-X: :1:1: warning: x\n").Errors.size(),
            1u);
}

TEST_F(FixtureFileTest, ComparesBothWays) {
  Fixture F = fixture(
      "int x;\n// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: call of {{.*}}\n");
  ASSERT_TRUE(F.Errors.empty());
  const RunConfig &Run = F.Runs[0];
  EXPECT_TRUE(compare(F, Run, result({warning(F, 1, 5, "call of f")})).empty());
  EXPECT_EQ(compare(F, Run, result({})).size(), 1u) << "nothing was found";
  EXPECT_EQ(compare(F, Run, result({warning(F, 1, 5, "call")})).size(), 2u)
      << "message";
  EXPECT_EQ(compare(F, Run, result({warning(F, 1, 6, "call of f")})).size(), 2u)
      << "column";
  EXPECT_EQ(compare(F, Run, result({warning(F, 2, 5, "call of f")})).size(), 2u)
      << "line";
  EXPECT_EQ(compare(F, Run,
                    result({warning(F, 1, 5, "call of f"),
                            warning(F, 1, 5, "call of f")}))
                .size(),
            1u)
      << "found twice";
}

TEST_F(FixtureFileTest, ComparesNotesWhereTheyAreAskedFor) {
  auto Finding = [&](const Fixture &F) {
    Diag D = warning(F, 1, 5, "w");
    D.Notes.push_back({F.Path, 1, 1, "note", "suspends here", "", {}});
    return D;
  };
  Fixture Loose = fixture("int x;\n// CHECK-MESSAGES: :1:5: warning: w\n");
  EXPECT_TRUE(compare(Loose, Loose.Runs[0], result({Finding(Loose)})).empty());
  Fixture Strict = fixture("int x;\n// CHECK-NOTES: :1:5: warning: w\n");
  EXPECT_EQ(compare(Strict, Strict.Runs[0], result({Finding(Strict)})).size(),
            1u);
  Fixture Full = fixture("int x;\n// CHECK-NOTES: :1:5: warning: w\n"
                         "// CHECK-NOTES: :1:1: note: suspends here\n");
  EXPECT_TRUE(compare(Full, Full.Runs[0], result({Finding(Full)})).empty());
}

TEST_F(FixtureFileTest, ComparesFixes) {
  Fixture F = fixture("  f();\n// CHECK-FIXES: co_await f();\n");
  TidyResult R;
  R.HasFixes = true;
  R.FixedText = "  co_await f();\n// CHECK-FIXES: co_await f();\n";
  EXPECT_TRUE(compare(F, F.Runs[0], R).empty());
  R.FixedText = "  f(1);\n";
  EXPECT_EQ(compare(F, F.Runs[0], R).size(), 2u);
  R.HasFixes = false;
  EXPECT_EQ(compare(F, F.Runs[0], R).size(), 1u);
}

TEST_F(FixtureFileTest, CompileErrorsFailUnlessExpected) {
  Fixture F = fixture("int x = y;\n");
  TidyResult R = runTidy(F.Path, F.Runs[0]);
  EXPECT_TRUE(R.hasCompileError());
  EXPECT_EQ(compare(F, F.Runs[0], R).size(), 1u);
  Fixture Expecting = fixture("// async-tidy: expect-errors\nint x = y;\n");
  EXPECT_TRUE(compare(Expecting, Expecting.Runs[0],
                      runTidy(Expecting.Path, Expecting.Runs[0]))
                  .empty());
}

TEST_F(FixtureFileTest, BlessWritesWhatPasses) {
  Fixture F = fixture("#define M \\\n  1\n  int x;\n  // CHECK-MESSAGES: :1:1: "
                      "warning: stale\n");
  TidyResult R =
      result({warning(F, 1, 9, "in a macro"), warning(F, 3, 7, "here")});
  R.HasFixes = true;
  R.FixedText = "#define M \\\n  1\n  long x;\n";
  Fixture Blessed = fixture(bless(F, {R}));
  EXPECT_EQ(Blessed.Lines.size(), 6u);
  EXPECT_TRUE(Blessed.Lines[1] == "  1") << "the macro stays whole";
  R.Findings[1].Line = 4; // Below the comment that bless has written.
  EXPECT_TRUE(compare(Blessed, Blessed.Runs[0], R).empty());
}

TEST_F(FixtureFileTest, BlessKeepsRunsApart) {
  Fixture F = fixture(
      "// async-tidy-run: suffix=X\n// async-tidy-run: suffix=Y\nint x;\n");
  TidyResult Both =
      result({warning(F, 3, 1, "both"), warning(F, 3, 5, "only X")});
  TidyResult One = result({warning(F, 3, 1, "both")});
  Fixture Blessed = fixture(bless(F, {Both, One}));
  ASSERT_EQ(Blessed.Lines.size(), 5u);
  EXPECT_EQ(
      Blessed.Lines[3].find("// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: both"),
      0u);
  EXPECT_EQ(Blessed.Lines[4].find(
                "// CHECK-MESSAGES-X: :[[@LINE-2]]:5: warning: only X"),
            0u);
  EXPECT_TRUE(compare(Blessed, Blessed.Runs[0], Both).empty());
  EXPECT_TRUE(compare(Blessed, Blessed.Runs[1], One).empty());
}
