// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/TidyConfig.h"
#include "test/unit/TemporaryFolder.h"

#include <gtest/gtest.h>
#include <llvm/ADT/STLExtras.h>

using namespace async_tidy;
using fixtures::TemporaryFolder;

namespace {
class TidyConfigTest : public testing::Test {
protected:
  /// The checks that are on with this .clang-tidy and command line.
  std::vector<std::string> enabled(const std::string &Config) {
    Folder.write(".clang-tidy", Config);
    Folder.write("sub/a.cpp", "");
    return enabledChecks(Settings, Folder("sub/a.cpp"));
  }
  bool isOn(const std::string &Config, llvm::StringRef Id) {
    return llvm::is_contained(enabled(Config), Id);
  }
  std::vector<RunNotification> problems(const std::string &Config) {
    Folder.write(".clang-tidy", Config);
    return checkConfiguration(Settings, {Folder("sub/a.cpp")});
  }
  void SetUp() override { Folder.write("sub/a.cpp", ""); }

  TemporaryFolder Folder;
  TidySettings Settings;
};
} // namespace

TEST_F(TidyConfigTest, WithoutMentionAllChecksAreOn) {
  size_t All = enabled("---\n").size();
  EXPECT_GE(All, 5u);
  EXPECT_EQ(enabled("Checks: '-*,modernize-*'\n").size(), All);
  EXPECT_EQ(enabled("Checks: 'unknown-check,also-unknown'\n").size(), All);
  // The analyzer is linked in and must stay off.
  EXPECT_EQ(enabled("Checks: '*'\n").size(), All);
}

TEST_F(TidyConfigTest, TheProjectRemovesAndPicks) {
  size_t All = enabled("---\n").size();
  std::string Remove = "Checks: '*,-async-blocking-call'\n";
  EXPECT_EQ(enabled(Remove).size(), All - 1);
  EXPECT_FALSE(isOn(Remove, "async-blocking-call"));
  EXPECT_EQ(enabled("Checks: '-*,bugprone-*,async-detached-task'\n"),
            std::vector<std::string>{"async-detached-task"});
  EXPECT_EQ(enabled("Checks: 'async-*,-async-detached-task'\n").size(),
            All - 1);
  EXPECT_EQ(enabled("Checks: '-async-*'\n").size(), 0u);
}

TEST_F(TidyConfigTest, TheCommandLineWins) {
  Settings.Checks = "async-blocking-call";
  EXPECT_EQ(enabled("Checks: '-async-*'\n"),
            std::vector<std::string>{"async-blocking-call"});
  Settings.Checks = "-async-blocking-call";
  EXPECT_FALSE(isOn("---\n", "async-blocking-call"));
  EXPECT_TRUE(isOn("---\n", "async-detached-task"));
  Settings.Checks = "*";
  for (const std::string &Id : enabled("---\n"))
    EXPECT_TRUE(llvm::StringRef(Id).starts_with("async-")) << Id;
}

TEST_F(TidyConfigTest, ParentsCount) {
  Folder.write("sub/.clang-tidy",
               "InheritParentConfig: true\nChecks: '-async-detached-task'\n");
  std::string Parent = "Checks: '-async-blocking-call'\n";
  EXPECT_FALSE(isOn(Parent, "async-blocking-call"));
  EXPECT_FALSE(isOn(Parent, "async-detached-task"));
  EXPECT_TRUE(isOn(Parent, "async-discarded-awaitable"));
}

TEST_F(TidyConfigTest, BrokenFileNamesLine) {
  auto Problems = problems("Checks: '-*'\nNoSuchKey: 1\n");
  ASSERT_EQ(Problems.size(), 1u);
  EXPECT_EQ(Problems[0].Message.rfind(Folder(".clang-tidy") + ":2:", 0), 0u)
      << Problems[0].Message;
  EXPECT_NE(Problems[0].Message.find("NoSuchKey"), std::string::npos);
}

TEST_F(TidyConfigTest, UnknownOptionsOfOursAreErrors) {
  auto Problems = problems("CheckOptions:\n"
                           "  some-check.Option: 1\n"
                           "  async-no-such-check.Foo: 1\n"
                           "  async-blocking-call.NoSuchOption: 1\n"
                           "  AsyncModelFile: x.yaml\n");
  ASSERT_EQ(Problems.size(), 3u);
  EXPECT_NE(Problems[0].Message.find("did you mean 'AsyncModelFiles'"),
            std::string::npos)
      << Problems[0].Message;
  EXPECT_NE(Problems[1].Message.find(".clang-tidy:4: no check has the option "
                                     "'async-blocking-call.NoSuchOption'"),
            std::string::npos)
      << Problems[1].Message;
  EXPECT_NE(Problems[2].Message.find("'async-no-such-check.Foo'"),
            std::string::npos);
}

TEST_F(TidyConfigTest, ModelFilesAreSeenFromTheirConfiguration) {
  Folder.write("models/mine.yaml",
               "library: mine\ntitle: Mine\nnamespaces: [mine]\n");
  auto Good = problems("CheckOptions:\n  AsyncModelFiles: models/mine.yaml\n");
  EXPECT_TRUE(Good.empty()) << Good[0].Message;
  // Library files are read once per process, so this one has another name.
  Folder.write("models/bad.yaml", "library: mine\nno-such-key: 1\n");
  auto Bad = problems("CheckOptions:\n  AsyncModelFiles: models/bad.yaml\n");
  ASSERT_FALSE(Bad.empty());
  EXPECT_NE(Bad[0].Message.find(Folder("models/bad.yaml") + ":2:"),
            std::string::npos)
      << Bad[0].Message;
}

TEST_F(TidyConfigTest, GlobsThatMatchNothingAreErrors) {
  Settings.Checks = "async-*,async-typo";
  auto Problems = problems("---\n");
  ASSERT_EQ(Problems.size(), 1u);
  EXPECT_NE(Problems[0].Message.find("'async-typo'"), std::string::npos);
}
