// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/CompileDatabase.h"
#include "engine/Plan.h"
#include "test/unit/TemporaryFolder.h"

#include <gtest/gtest.h>

using namespace async_tidy;
using fixtures::TemporaryFolder;

static std::string errorOf(llvm::StringRef Text) {
  auto Read = parseCompileDatabase("/b/compile_commands.json", Text);
  return Read ? "" : toString(Read.takeError());
}

TEST(CompileDatabase, ReadsCommandAndArguments) {
  auto Read = parseCompileDatabase("/b/compile_commands.json", R"([
    {"directory": "/src", "file": "a.cpp",
     "command": "g++ -DX=\"a b\" 'one word' back\\ slash -c a.cpp"},
    {"directory": "sub", "file": "../b.cpp", "arguments": ["c++", "b c.cpp"]}
  ])");
  ASSERT_TRUE(bool(Read));
  ASSERT_EQ(Read->Entries.size(), 2u);
  EXPECT_EQ(Read->Entries[0].File, "/src/a.cpp");
  EXPECT_EQ(Read->Entries[0].Args,
            (std::vector<std::string>{"g++", "-DX=a b", "one word",
                                      "back slash", "-c", "a.cpp"}));
  // A relative directory is seen from the database.
  EXPECT_EQ(Read->Entries[1].Directory, "/b/sub");
  EXPECT_EQ(Read->Entries[1].File, "/b/b.cpp");
  EXPECT_EQ(Read->Entries[1].Args.back(), "b c.cpp");
  EXPECT_TRUE(Read->Problems.empty());
}

TEST(CompileDatabase, MalformedNamesLineAndColumn) {
  EXPECT_EQ(errorOf("[\n  {\"file\": \"a.cpp\",,}\n]")
                .rfind("/b/compile_commands.json:2:", 0),
            0u)
      << errorOf("[\n  {\"file\": \"a.cpp\",,}\n]");
  EXPECT_NE(errorOf("[{\"file\": \"a.cpp\"").find("not valid JSON"),
            std::string::npos);
}

TEST(CompileDatabase, EmptyOrWrongShapeIsAnError) {
  EXPECT_NE(errorOf("").find("is empty"), std::string::npos);
  EXPECT_NE(errorOf(" \n").find("is empty"), std::string::npos);
  EXPECT_NE(errorOf("[]").find("has no entries"), std::string::npos);
  EXPECT_NE(errorOf("{}").find("must be a list"), std::string::npos);
}

TEST(CompileDatabase, BadEntriesAreNamedAndTheRestIsKept) {
  auto Read = parseCompileDatabase("/b/compile_commands.json", R"([
    17,
    {"directory": "/", "command": "g++"},
    {"directory": "/", "file": "a.cpp"},
    {"directory": "/", "file": "b.cpp", "arguments": "g++ b.cpp"},
    {"directory": "/", "file": "c.cpp", "arguments": ["g++", 3]},
    {"directory": "/", "file": "d.cpp", "command": "  "},
    {"directory": "/", "file": "e.cpp", "command": "g++ e.cpp"}
  ])");
  ASSERT_TRUE(bool(Read));
  ASSERT_EQ(Read->Entries.size(), 1u);
  EXPECT_EQ(Read->Entries[0].File, "/e.cpp");
  EXPECT_EQ(Read->Entries[0].Origin, "entry 7 of /b/compile_commands.json");
  ASSERT_EQ(Read->Problems.size(), 6u);
  EXPECT_NE(Read->Problems[0].Message.find("entry 1 "), std::string::npos);
  EXPECT_NE(Read->Problems[1].Message.find("has no \"file\""),
            std::string::npos);
  EXPECT_EQ(Read->Problems[2].Path, "/a.cpp");
  EXPECT_NE(Read->Problems[3].Message.find("not a list"), std::string::npos);
  EXPECT_NE(Read->Problems[4].Message.find("not all strings"),
            std::string::npos);
  EXPECT_NE(Read->Problems[5].Message.find("empty command"), std::string::npos);
}

TEST(CompileDatabase, IsFoundInTheFolderAndAbove) {
  TemporaryFolder Folder;
  std::string Database = Folder.write("build/compile_commands.json", "[]");
  Folder.write("build/sub/deep/x", "");
  for (const char *Where :
       {"build", "build/sub/deep", "build/compile_commands.json"}) {
    auto Found = findCompileDatabase(Folder(Where));
    ASSERT_TRUE(bool(Found)) << Where;
    EXPECT_EQ(*Found, Database);
  }
  auto Missing = findCompileDatabase(Folder("nowhere"));
  ASSERT_FALSE(bool(Missing));
  EXPECT_NE(toString(Missing.takeError()).find("does not exist"),
            std::string::npos);
}

namespace {
class PlanTest : public testing::Test {
protected:
  void add(const std::string &File, std::vector<std::string> Args) {
    Folder.write(File, "int x;\n");
    Args.push_back(File);
    Database.Entries.push_back({Folder(File), Folder(), std::move(Args), "e"});
  }
  Plan plan(std::vector<std::string> Paths = {}, bool All = false) {
    auto Made = makePlan(Database, {std::move(Paths), All});
    if (!Made) {
      Error = toString(Made.takeError());
      return {};
    }
    return std::move(*Made);
  }
  TemporaryFolder Folder;
  CompileDatabase Database;
  std::string Error;
};
} // namespace

TEST_F(PlanTest, OnlyCxxIsAnalysed) {
  add("a.cpp", {"g++"});
  add("b.c", {"gcc"});
  add("c.c", {"gcc", "-x", "c++"});
  add("d.c", {"/usr/bin/aarch64-linux-gnu-g++"});
  add("e.s", {"gcc"});
  add("f.cu", {"clang++"});
  add("g.hxx.cxx", {"g++", "-x", "c++-header"});
  add("h.cc", {"ccache", "g++", "-xc"});
  Plan P = plan();
  ASSERT_EQ(P.Units.size(), 3u);
  EXPECT_EQ(P.Units[0].File, Folder("a.cpp"));
  EXPECT_EQ(P.Units[1].File, Folder("c.c"));
  EXPECT_EQ(P.Units[2].File, Folder("d.c"));
  EXPECT_EQ(P.Skipped, 5u);
}

TEST_F(PlanTest, FirstCommandOfAFileUnlessAllAreWanted) {
  add("a.cpp", {"g++", "-DFIRST"});
  add("a.cpp", {"g++", "-DSECOND"});
  Plan One = plan();
  ASSERT_EQ(One.Units.size(), 1u);
  EXPECT_EQ(One.Units[0].Args[1], "-DFIRST");
  EXPECT_EQ(plan({}, true).Units.size(), 2u);
}

TEST_F(PlanTest, FilesAndFolders) {
  add("src/a.cpp", {"g++"});
  add("src/net/b.cpp", {"g++"});
  add("test/c.cpp", {"g++"});
  EXPECT_EQ(plan({Folder("src")}).Units.size(), 2u);
  EXPECT_EQ(plan({Folder("test/c.cpp"), Folder("src/net")}).Units.size(), 2u);
  plan({Folder("src/none.cpp")});
  EXPECT_NE(Error.find("does not exist"), std::string::npos);
}

TEST_F(PlanTest, AFileOutsideOfTheDatabaseBorrowsFlags) {
  add("src/server.cpp", {"g++", "-DMARK", "-std=c++20"});
  Folder.write("src/server.h", "");
  Plan P = plan({Folder("src/server.h")});
  ASSERT_EQ(P.Units.size(), 1u) << Error;
  EXPECT_NE(std::find(P.Units[0].Args.begin(), P.Units[0].Args.end(), "-DMARK"),
            P.Units[0].Args.end());
  ASSERT_EQ(P.Notifications.size(), 1u);
  EXPECT_NE(P.Notifications[0].Message.find("server.cpp"), std::string::npos);
}
