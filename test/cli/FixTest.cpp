// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/cli/Project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <sys/stat.h>
#include <thread>

using namespace async_tidy::fixtures;
using testing::HasSubstr;

/// A coroutine that drops a task which it could await.
static const char *const Discarding = R"(
Task helper();
Task dropping() {
  helper();
  co_return;
}
)";

/// Task with the awaiter that CleanSource's has not.
static std::string withAwaiter(const std::string &Tail) {
  std::string Text = CleanSource;
  std::string Open = "struct Task { ";
  Text.insert(
      Text.find(Open) + Open.size(),
      "bool await_ready(); void await_suspend(std::coroutine_handle<>); "
      "void await_resume(); ");
  return Text + Tail;
}

static std::string readFile(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

TEST(CliFix, FixesAndIsIdempotent) {
  Project P;
  P.addUnit("a.cpp", withAwaiter(Discarding));
  CliRun Before = P.check("-o concise");
  ASSERT_EQ(Before.Code, 1) << Before.Out << Before.Err;
  CliRun R = P.check("--fix");
  EXPECT_EQ(R.Code, 0) << R.Out;
  EXPECT_THAT(R.Err, HasSubstr("fixes of 1 finding in 1 file"));
  std::string Fixed = readFile(P.Folder("a.cpp"));
  EXPECT_THAT(Fixed, HasSubstr("  co_await helper();\n"));
  EXPECT_EQ(P.check("--fix").Code, 0);
  EXPECT_EQ(readFile(P.Folder("a.cpp")), Fixed);
}

TEST(CliFix, AHeaderOfTwoUnitsIsFixedOnce) {
  Project P;
  P.Folder.write("h.h", "#pragma once\n" + withAwaiter(Discarding));
  P.addUnit("a.cpp", "#include \"h.h\"\n");
  P.addUnit("b.cpp", "#include \"h.h\"\n");
  EXPECT_EQ(P.check("--fix -j2").Code, 0);
  std::string Fixed = readFile(P.Folder("h.h"));
  size_t At = Fixed.find("co_await helper();");
  ASSERT_NE(At, std::string::npos);
  EXPECT_EQ(Fixed.find("co_await co_await"), std::string::npos);
}

/// Runs \p Args while the unit waits for "pipe.h", which it includes at its
/// end: its text is read by then, and \p Save is what an editor does meanwhile.
static CliRun runWhile(Project &P, const std::string &Args,
                       const std::function<void()> &Save) {
  EXPECT_EQ(::mkfifo(P.Folder("pipe.h").c_str(), 0600), 0);
  CliRun R;
  std::thread Analysis([&] { R = P.check(Args); });
  std::ofstream Pipe(P.Folder("pipe.h")); // Waits for the reader.
  Save();
  Pipe << "\n";
  Pipe.close();
  Analysis.join();
  return R;
}

TEST(CliFix, AFileThatIsSavedMeanwhileIsLeftAlone) {
  // As editors do it: into the file itself, or by a new file in its place.
  for (bool InPlace : {true, false}) {
    Project P;
    std::string Text = withAwaiter(Discarding) + "#include \"pipe.h\"\n" +
                       std::string(64 << 10, '\n');
    std::string Saved = "// One line more.\n" + Text;
    P.addUnit("a.cpp", Text);
    CliRun R = runWhile(P, "--fix", [&] {
      if (!InPlace)
        std::filesystem::remove(P.Folder("a.cpp"));
      P.Folder.write("a.cpp", Saved);
    });
    EXPECT_EQ(readFile(P.Folder("a.cpp")), Saved);
    EXPECT_EQ(R.Code, 1) << R.Err;
    EXPECT_THAT(R.Out, HasSubstr("a.cpp: warning: changed while it was "
                                 "analysed, so nothing in it was fixed"));
    EXPECT_THAT(R.Err, HasSubstr("fixes of 0 findings in 0 files"));
  }
}

TEST(CliFix, PlacesAreThoseOfTheTextThatWasAnalysed) {
  Project P;
  std::string Text = withAwaiter(Discarding) + "#include \"pipe.h\"\n";
  P.addUnit("a.cpp", Text);
  auto LineOf = [](const std::string &Report) {
    return nlohmann::json::parse(Report)["findings"][0]["location"]["begin"];
  };
  P.Folder.write("pipe.h", "\n");
  nlohmann::json Undisturbed = LineOf(P.check("-o json").Out);
  std::filesystem::remove(P.Folder("pipe.h"));
  CliRun R = runWhile(P, "-o json -o text=out.txt", [&] {
    P.Folder.write("a.cpp", "// One line more.\n" + Text);
  });
  EXPECT_EQ(LineOf(R.Out), Undisturbed);
  EXPECT_THAT(readFile(P.Folder("out.txt")), HasSubstr("│   helper();\n"));
}

TEST(CliFix, UnitsWithErrorsAreLeftAlone) {
  Project P;
  std::string Text = withAwaiter(Discarding) + "int x = undeclared;\n";
  P.addUnit("a.cpp", Text);
  CliRun R = P.check("--fix");
  EXPECT_EQ(R.Code, 3);
  EXPECT_THAT(R.Out, HasSubstr("[async-discarded-awaitable]"));
  EXPECT_EQ(readFile(P.Folder("a.cpp")), Text);
}
