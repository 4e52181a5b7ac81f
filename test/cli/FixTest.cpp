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
#include <unistd.h>

using namespace async_tidy::fixtures;
using testing::HasSubstr;
using testing::Not;

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

/// A mutex of the standard library's shape.
static const char *const Mutex = R"(
namespace std {
struct mutex { void lock(); void unlock(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
std::mutex mutex;
)";

static const char *const LockedAndFree = R"(
Task helper();
Task locked() {
  std::lock_guard<std::mutex> guard(mutex);
  helper();
  co_return;
}
Task free() {
  helper();
  co_return;
}
)";

TEST(CliFix, UnderALockItIsASuggestion) {
  Project P;
  P.addUnit("a.cpp", withAwaiter(std::string(Mutex) + LockedAndFree));
  CliRun R = P.check("--fix -o concise");
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  EXPECT_THAT(R.Err, HasSubstr("fixes of 1 finding in 1 file"));
  std::string Fixed = readFile(P.Folder("a.cpp"));
  EXPECT_THAT(Fixed, HasSubstr("guard(mutex);\n  helper();"));
  EXPECT_THAT(Fixed, HasSubstr("free() {\n  co_await helper();"));
  // The finding that stays is told, and a new run tells nothing else.
  EXPECT_THAT(R.Out, HasSubstr("async-discarded-awaitable"));
  EXPECT_EQ(P.check("-o concise").Out, R.Out);
}

TEST(CliFix, AFixThatMakesANewMistakeInAnotherUnitIsTakenBack) {
  Project P;
  // The header's guard locks in one unit only, where its finding has the same
  // place and message.
  P.Folder.write("h.h", LockedAndFree);
  std::string NoLock = Mutex;
  NoLock.replace(NoLock.find("~lock_guard();"), 14, "");
  for (const char *Each : {"void lock(); ", "void unlock();"})
    NoLock.replace(NoLock.find(Each), std::string(Each).size(), "");
  P.addUnit("a.cpp", withAwaiter(Mutex) + "#include \"h.h\"\n");
  P.addUnit("b.cpp", withAwaiter(NoLock) + "#include \"h.h\"\n");
  CliRun R = P.check("--fix -o concise");
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  std::string Fixed = readFile(P.Folder("h.h"));
  EXPECT_THAT(Fixed, HasSubstr("guard(mutex);\n  helper();"));
  EXPECT_THAT(Fixed, HasSubstr("free() {\n  co_await helper();"));
}

TEST(CliFix, AFixThatBreaksAnotherUnitIsTakenBack) {
  Project P;
  // What the header calls gives a task in one unit, and nothing that can be
  // awaited in the other.
  P.Folder.write("h.h", R"(
Task dropping() {
  make();
  co_return;
}
)");
  P.addUnit("a.cpp", withAwaiter("Task make();\n#include \"h.h\"\n"));
  P.addUnit("b.cpp", withAwaiter("int make();\n#include \"h.h\"\n"));
  P.addUnit("c.cpp", withAwaiter(Discarding));
  std::string Before = readFile(P.Folder("h.h"));
  CliRun R = P.check("--fix -o concise");
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  EXPECT_EQ(readFile(P.Folder("h.h")), Before) << R.Err;
  EXPECT_THAT(R.Err, HasSubstr("b.cpp could not be analysed"));
  EXPECT_THAT(readFile(P.Folder("c.cpp")), HasSubstr("co_await helper();"));
}

TEST(CliFix, TheReportIsAboutTheFixedCode) {
  Project P;
  // Below what is fixed: its place must be that of the new text.
  P.addUnit("a.cpp", withAwaiter(R"(
extern "C" unsigned sleep(unsigned);
Task helper();
Task both() {
  helper(); sleep(1);
  co_return;
}
)"));
  CliRun R = P.check("--fix -o concise");
  EXPECT_EQ(R.Code, 1) << R.Out << R.Err;
  EXPECT_THAT(R.Out, Not(HasSubstr("async-discarded-awaitable")));
  EXPECT_THAT(R.Out, HasSubstr("async-blocking-call"));
  EXPECT_EQ(P.check("-o concise").Out, R.Out);
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

/// A project with a discarded task in a.cpp, b.cpp and c.cpp.
static void addThreeUnits(Project &P, const std::string &Second) {
  P.addUnit("1/a.cpp", withAwaiter(Discarding));
  P.addUnit("2/b.cpp", Second);
  P.addUnit("3/c.cpp", withAwaiter(Discarding));
}

/// Expects that \p R said what is wrong and left all three files alone.
static void expectNothingFixed(const Project &P, const CliRun &R,
                               const std::string &Second) {
  EXPECT_EQ(R.Code, 2);
  EXPECT_THAT(R.Err, HasSubstr("error: cannot write '" + P.Folder("2/")));
  EXPECT_THAT(R.Err, HasSubstr("fixes of 0 findings in 0 files"));
  // They are reported instead.
  for (const char *File : {"1/a.cpp", "2/", "3/c.cpp"})
    EXPECT_THAT(R.Out, HasSubstr(File));
  EXPECT_EQ(readFile(P.Folder("1/a.cpp")), withAwaiter(Discarding));
  EXPECT_EQ(readFile(P.Folder("3/c.cpp")), withAwaiter(Discarding));
  for (const char *Name : {"1", "2", "3"})
    for (const auto &Entry :
         std::filesystem::directory_iterator(P.Folder(Name))) {
      EXPECT_EQ(Entry.path().extension(), ".cpp") << Entry.path();
      if (std::string(Name) == "2")
        EXPECT_EQ(readFile(Entry.path()), Second);
    }
}

TEST(CliFix, AFullDiskChangesNoFile) {
  Project P;
  // The disk is full from the second file on: a limit for what is written.
  std::string Second =
      withAwaiter(Discarding) + std::string(64 << 10, '\n') + "\n";
  addThreeUnits(P, Second);
  std::string Limited =
      P.Folder.write("limited", "#!/bin/sh\ntrap '' XFSZ\nulimit -f 32\n"
                                "exec '" ASYNC_TIDY_CLI "' \"$@\"\n");
  ASSERT_EQ(::chmod(Limited.c_str(), 0700), 0);
  expectNothingFixed(P, P.run("-p . --fix -o concise", Limited), Second);
}

TEST(CliFix, AFolderThatTakesNoFileChangesNoFile) {
  Project P;
  std::string Second = withAwaiter(Discarding);
  P.addUnit("1/a.cpp", Second);
  // Root may write everywhere, but no name may be longer than 255 bytes.
  P.addUnit("2/" + std::string(248, 'b') + ".cpp", Second);
  P.addUnit("3/c.cpp", Second);
  expectNothingFixed(P, P.check("--fix -o concise"), Second);
}

TEST(CliFix, AReadOnlyFolderChangesNoFile) {
  if (::geteuid() == 0)
    GTEST_SKIP() << "root may write everywhere";
  Project P;
  std::string Second = withAwaiter(Discarding);
  addThreeUnits(P, Second);
  ASSERT_EQ(::chmod(P.Folder("2").c_str(), 0555), 0);
  expectNothingFixed(P, P.check("--fix -o concise"), Second);
  ASSERT_EQ(::chmod(P.Folder("2").c_str(), 0755), 0);
}

TEST(CliFix, PermissionsAndLinksStay) {
  Project P;
  std::string Real = P.Folder.write("real.cpp", withAwaiter(Discarding));
  ASSERT_EQ(::chmod(Real.c_str(), 0640), 0);
  P.addUnit("other.cpp", CleanSource);
  P.addEntry({{"directory", P.Folder()},
              {"file", "link.cpp"},
              {"arguments", {"g++", "-std=c++20", "-c", "link.cpp"}}});
  std::filesystem::create_symlink("real.cpp", P.Folder("link.cpp"));
  EXPECT_EQ(P.check("--fix").Code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(P.Folder("link.cpp")));
  EXPECT_THAT(readFile(Real), HasSubstr("co_await helper();"));
  EXPECT_EQ(unsigned(std::filesystem::status(Real).permissions()), 0640u);
}

TEST(CliFix, AHeaderThatChangedForAWhileIsLeftAlone) {
  Project P;
  std::string Header = withAwaiter(Discarding);
  P.Folder.write("h.h", Header);
  // Each unit has read the header when it waits for its pipe.
  P.addUnit("a.cpp", "#include \"h.h\"\n#include \"a.pipe\"\n// longer\n");
  P.addUnit("b.cpp", "#include \"h.h\"\n#include \"b.pipe\"\n");
  for (const char *Name : {"a.pipe", "b.pipe"})
    ASSERT_EQ(::mkfifo(P.Folder(Name).c_str(), 0600), 0);
  CliRun R;
  std::thread Analysis([&] { R = P.check("--fix -j1 -o concise"); });
  {
    std::ofstream Pipe(P.Folder("a.pipe"));
    P.Folder.write("h.h", "// One line more.\n" + Header);
  }
  {
    std::ofstream Pipe(P.Folder("b.pipe"));
    P.Folder.write("h.h", Header);
  }
  Analysis.join();
  EXPECT_EQ(readFile(P.Folder("h.h")), Header);
  EXPECT_EQ(R.Code, 1) << R.Err;
  EXPECT_THAT(R.Err, HasSubstr("h.h: changed while it was analysed, so "
                               "nothing in it was fixed"));
  EXPECT_THAT(R.Err, HasSubstr("fixes of 0 findings in 0 files"));
}
