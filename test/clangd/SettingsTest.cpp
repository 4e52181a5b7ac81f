// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whose settings count: ours are on by default, the user decides.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>

#include <set>

using namespace async_tidy::test;

namespace {

/// Something for two of our checks and for one of clangd's default checks.
const char *const Source = R"(#include "task.h"
extern "C" unsigned sleep(unsigned);
co::task<> other();

co::task<double> coroutine(int value) {
  sleep(1);
  other();
  double half = value / 2;
  co_return half;
}
)";

struct Settings {
  std::string ClangTidy; ///< Contents of .clang-tidy; empty: none.
  std::string Clangd;    ///< Contents of .clangd; empty: none.
  std::vector<std::string> Args;
  std::string Code = Source;
};

std::set<std::string> checksFound(const Settings &S) {
  Workspace W;
  std::string Path = W.addSource("a.cpp", S.Code);
  if (!S.ClangTidy.empty())
    W.write(".clang-tidy", S.ClangTidy);
  if (!S.Clangd.empty())
    W.write(".clangd", S.Clangd);
  LspClient Client(W.server(S.Args));
  std::set<std::string> Result;
  for (const Json &D : Client.diagnose(Path))
    if (D.value("source", "") == "clang-tidy")
      Result.insert(D["code"].get<std::string>());
  return Result;
}

using Checks = std::set<std::string>;
const char *const BlockingCall = "async-blocking-call";
const char *const Discarded = "async-discarded-awaitable";
const char *const Division = "bugprone-integer-division";
const Checks All = {BlockingCall, Discarded, Division};
const Checks Ours = {BlockingCall, Discarded};

} // namespace

TEST(ClangdSettings, AllAreOnWithoutAnySettings) {
  EXPECT_EQ(checksFound({}), All);
}

TEST(ClangdSettings, AFileThatDoesNotMentionOursLeavesThemOn) {
  EXPECT_EQ(
      checksFound({.ClangTidy = "Checks: '-*,bugprone-integer-division'"}),
      All);
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: '-*,modernize-use-nullptr'"}),
            Ours);
  EXPECT_EQ(checksFound({.ClangTidy = "CheckOptions: {a.b: c}"}), All);
}

TEST(ClangdSettings, ClangTidyFileRemovesAndPicks) {
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: '-async-blocking-call'"}),
            Checks{Discarded});
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: '-*,async-blocking-call'"}),
            Checks{BlockingCall});
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: '-async-*'"}), Checks{});
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: |\n  -*,\n  async-*,\n"}), Ours);
}

TEST(ClangdSettings, ClangTidyOptionsReachTheChecks) {
  EXPECT_EQ(checksFound({.ClangTidy =
                             "CheckOptions:\n"
                             "  async-blocking-call.AllowedFunctions: sleep"}),
            (Checks{Discarded, Division}));
}

TEST(ClangdSettings, ClangdFileRemoves) {
  EXPECT_EQ(checksFound({.Clangd = "Diagnostics:\n  ClangTidy:\n"
                                   "    Remove: async-blocking-call"}),
            Checks{Discarded});
  EXPECT_EQ(checksFound({.Clangd = "Diagnostics:\n  ClangTidy:\n"
                                   "    Remove: 'async-*'"}),
            Checks{});
  EXPECT_EQ(checksFound({.Clangd = "Diagnostics:\n  ClangTidy:\n"
                                   "    Remove: '*'"}),
            Checks{});
  EXPECT_EQ(checksFound({.Clangd = "Diagnostics:\n"
                                   "  Suppress: async-blocking-call"}),
            (Checks{Discarded, Division}));
}

TEST(ClangdSettings, ClangdFileWinsOverClangTidyFile) {
  EXPECT_EQ(checksFound({.ClangTidy = "Checks: '-async-blocking-call'",
                         .Clangd = "Diagnostics:\n  ClangTidy:\n"
                                   "    Add: async-blocking-call\n"
                                   "    Remove: async-discarded-awaitable"}),
            Checks{BlockingCall});
}

TEST(ClangdSettings, ClangdFileAddsAndSetsOptions) {
  EXPECT_EQ(
      checksFound({.Clangd =
                       "Diagnostics:\n  ClangTidy:\n"
                       "    Add: bugprone-integer-division\n"
                       "    CheckOptions:\n"
                       "      async-blocking-call.AllowedFunctions: sleep"}),
      (Checks{Discarded, Division}));
}

TEST(ClangdSettings, OursCountAsFast) {
  for (std::string Filter : {"Strict", "Loose", "None"})
    EXPECT_EQ(checksFound({.Clangd = "Diagnostics:\n  ClangTidy:\n"
                                     "    FastCheckFilter: " +
                                     Filter}),
              All)
        << Filter;
}

TEST(ClangdSettings, FlagsTurnClangTidyOff) {
  EXPECT_EQ(checksFound({.Args = {"--clang-tidy=0"}}), Checks{});
}

TEST(ClangdSettings, CommentsSuppress) {
  std::string Code = Source;
  Code.insert(Code.find("sleep(1);") + 9, " // NOLINT(async-blocking-call)");
  EXPECT_EQ(checksFound({.Code = Code}), (Checks{Discarded, Division}));
}

TEST(ClangdSettings, LimitsCanBeRaised) {
  Workspace W;
  std::string Calls = "  auto call0 = &blocks;\n";
  for (int I = 1; I <= 8; ++I)
    Calls += "  auto call" + std::to_string(I) + " = call" +
             std::to_string(I - 1) + ";\n";
  std::string Text = R"(#include "task.h"
extern "C" unsigned sleep(unsigned);
void blocks() { sleep(1); }
co::task<> coroutine() {
)" + Calls + R"(  call8();
  co_await co::yield();
}
)";
  std::string Cut = W.addSource("cut/a.cpp", Text);
  std::string Raised = W.addSource("raised/a.cpp", Text);
  W.write("raised/.clang-tidy", "CheckOptions:\n  AsyncLimitFactor: 2\n");
  LspClient Client(W.server());
  EXPECT_EQ(ofOurs(Client.diagnose(Cut)).size(), 0u);
  EXPECT_EQ(ofOurs(Client.diagnose(Raised)).size(), 1u);
}

TEST(ClangdSettings, LibraryFilesAreSeenFromTheFileThatNamesThem) {
  Workspace W;
  std::string Path = W.addSource("src/a.cpp", R"(#include "task.h"
void snooze(int);
co::task<> coroutine() {
  snooze(1);
  co_await co::yield();
}
)");
  W.write("conf/own.yaml", "library: own\ntitle: Own\nblocking:\n"
                           "  - name: '::snooze'\n    group: sleep\n");
  W.write("src/.clang-tidy",
          "CheckOptions:\n  AsyncModelFiles: ../conf/own.yaml\n");
  LspClient Client(W.server());
  EXPECT_EQ(ofOurs(Client.diagnose(Path)).size(), 1u);
}
