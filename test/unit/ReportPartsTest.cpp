// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "TemporaryFolder.h"
#include "findings/SourceCache.h"
#include "report/DisplayWidth.h"
#include "report/LineHash.h"
#include "report/OutputFile.h"
#include "report/ReplaceFiles.h"
#include "report/SarifText.h"
#include "report/Snippet.h"
#include "report/Uri.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

using namespace async_tidy;
using fixtures::TemporaryFolder;
namespace fs = std::filesystem;

using Hashes = std::vector<std::string>;

// The values are what GitHub's upload action computes for the same texts.
TEST(LineHash, EqualsGitHub) {
  EXPECT_EQ(lineHashes(""), Hashes{"c129715d7a2bc9a3:1"});
  EXPECT_EQ(lineHashes(" a\nb\n  \t\tc\n d"),
            (Hashes{"271789c17abda88f:1", "54703d4cd895b18:1",
                    "180aee12dab6264:1", "a23a3dc5e078b07b:1"}));
  EXPECT_EQ(
      lineHashes("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\n"
                 "print(x)\n"),
      (Hashes{"e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1",
              "5c482a0f8b35ea28:1", "54517377da7028d2:1", "2c644846cb18d53e:1",
              "f1b89f20de0d133:1", "c129715d7a2bc9a3:1"}));
}

TEST(LineHash, LineEndsAreEqual) {
  Hashes Expected = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1",
                     "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                     "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                     "c129715d7a2bc9a3:1"};
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"),
            Expected);
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r"),
            Expected);
  EXPECT_EQ(
      lineHashes(
          " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n"),
      Expected);
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"),
            Expected);
}

TEST(LineHash, RepeatedLinesAreNumbered) {
  std::string Text;
  for (int I = 0; I < 10; ++I)
    Text += "Lorem ipsum dolor sit amet.\n";
  EXPECT_EQ(
      lineHashes(Text),
      (Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
              "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
              "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
              "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}));
}

TEST(SarifText, MakesSentences) {
  EXPECT_EQ(sentences("call to 'f' blocks; await 'g' instead"),
            "Call to 'f' blocks. Await 'g' instead.");
  EXPECT_EQ(sentences("'for (;; ) {}' doesn't stop (a; b); 'x; y' is lost"),
            "'for (;; ) {}' doesn't stop (a; b). 'x; y' is lost.");
  EXPECT_EQ(sentences("done."), "Done.");
  EXPECT_EQ(sentences("why?"), "Why?");
  EXPECT_EQ(sentences(""), "");
  EXPECT_EQ(sentences("ends with a semicolon; "), "Ends with a semicolon.");
  EXPECT_EQ(sentences("'unbalanced quote; rest"), "'unbalanced quote; rest.");
}

TEST(SarifText, EscapesLinksAndPlaceholders) {
  EXPECT_EQ(escapeSarif("'operator[](int)' of 'a[0]'"),
            "'operator\\[](int)' of 'a[0]'");
  EXPECT_EQ(escapeSarif("'x{0}' and 'y{}' and '{1'"),
            "'x{{0}}' and 'y{}' and '{1'");
  EXPECT_EQ(linkTo(3, "'a[0]' is used here."), "['a\\[0\\]' is used here](3)");
}

TEST(SarifText, TurnsMarkdownIntoText) {
  EXPECT_EQ(plainText("# Title\n\nUse **`f`**, see [the page](x.md).\n"
                      "```cpp\n# `x` [a](b)\n```\nend #1\n"),
            "Title\n\nUse 'f', see the page.\n# `x` [a](b)\nend #1");
  EXPECT_EQ(absoluteLinks("[a](../b/c.md#d) [e](#f) [g](https://h/i)\n"
                          "[&](error_code e)\n```\n[x](y)\n```\n",
                          "https://host/docs/checks"),
            "[a](https://host/docs/b/c.md#d) [e](#f) [g](https://h/i)\n"
            "[&](error_code e)\n```\n[x](y)\n```\n");
}

TEST(SarifText, ShortensAtSentences) {
  EXPECT_EQ(shortened("One. Two.", 9), "One. Two.");
  EXPECT_EQ(shortened("One. Two.", 8), "One.");
  EXPECT_EQ(shortened("üüüüüü", 8), "üü…");
}

TEST(Uri, EncodesEveryReservedByte) {
  EXPECT_EQ(percentEncoded("a b/ü#?:%[].h"),
            "a%20b/%C3%BC%23%3F%3A%25%5B%5D.h");
  EXPECT_EQ(fileUri("/a b", true), "file:///a%20b/");
  EXPECT_EQ(fileUri("/", true), "file:///");
}

static Location onLine(unsigned Line, unsigned Begin, unsigned End) {
  return {"x", {Line, Begin, 0}, {Line, End, 0}};
}

TEST(Snippet, CaretStandsBelowWideTextAndTabs) {
  SourceFile File("a\t日😀e\u0301x");
  auto S = makeSnippet(File, onLine(1, 13, 14)); // The x.
  ASSERT_TRUE(S);
  EXPECT_EQ(S->Text, "a   日😀e\u0301x");
  EXPECT_EQ(S->MarkBegin, 9u); // 1 + 3 + 2 + 2 + 1.
  EXPECT_EQ(S->MarkEnd, 10u);
  S = makeSnippet(File, onLine(1, 3, 10)); // Both wide characters.
  EXPECT_EQ(S->MarkBegin, 4u);
  EXPECT_EQ(S->MarkEnd, 8u);
}

TEST(Snippet, RangesThatDoNotFitTheLine) {
  SourceFile File("abc\r\ndef\n");
  auto S = makeSnippet(File, {"x", {1, 2, 0}, {2, 2, 0}});
  EXPECT_EQ(S->Text, "abc");
  EXPECT_EQ(S->MarkEnd, 3u);              // To the end of the first line.
  S = makeSnippet(File, onLine(1, 4, 4)); // Behind the last character.
  EXPECT_EQ(S->MarkBegin, 3u);
  EXPECT_EQ(S->MarkEnd, 4u);
  S = makeSnippet(File, onLine(2, 90, 95));
  EXPECT_EQ(S->MarkBegin, 3u);
  EXPECT_FALSE(makeSnippet(File, onLine(4, 1, 2)));
  EXPECT_FALSE(makeSnippet(File, onLine(0, 0, 0)));
  EXPECT_FALSE(makeSnippet(SourceFile("", false), onLine(1, 1, 2)));
}

TEST(Snippet, LongLinesAreCutAroundTheMark) {
  SourceFile File(std::string(500, 'a') + "X" + std::string(500, 'b'));
  auto S = makeSnippet(File, onLine(1, 501, 502));
  ASSERT_TRUE(S);
  EXPECT_LT(S->Text.size(), 200u);
  // The first and the last character are the three bytes of an ellipsis.
  EXPECT_EQ(S->Text[S->MarkBegin + 2], 'X');
  EXPECT_TRUE(S->Text.starts_with("…"));
  EXPECT_TRUE(S->Text.ends_with("…"));
}

TEST(Snippet, PreviewsFixesWithinOneLine) {
  SourceFile File("  a(b);\nnext\n");
  Fix X;
  X.Edits = {{onLine(1, 5, 6), "c, d"}, {onLine(1, 3, 3), "co_await "}};
  auto S = previewFix(File, X);
  ASSERT_TRUE(S);
  EXPECT_EQ(S->Text, "  co_await a(c, d);");
  X.Edits.push_back({onLine(1, 5, 7), "overlaps"});
  EXPECT_FALSE(previewFix(File, X));
  X.Edits = {{onLine(1, 3, 3), "two\nlines"}};
  EXPECT_FALSE(previewFix(File, X));
  X.Edits = {{onLine(1, 3, 99), "beyond"}};
  EXPECT_FALSE(previewFix(File, X));
  X.Edits = {{onLine(9, 1, 1), "no such line"}};
  EXPECT_FALSE(previewFix(File, X));
}

TEST(DisplayWidth, HidesEscapeSequencesAndReordering) {
  EXPECT_EQ(printable("a\x1b[31m\tb\u202E"), "a\uFFFD[31m b\uFFFD");
  EXPECT_EQ(printable("ü\xFF"), "ü\uFFFD");
}

static std::string contents(const std::string &Path) {
  std::ifstream In(Path, std::ios::binary);
  return {std::istreambuf_iterator<char>(In), {}};
}

TEST(OutputFile, ReplacesTheFileAndLeavesNothingElse) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("out.json", "old");
  ASSERT_EQ(::chmod(Path.c_str(), 0640), 0);
  EXPECT_EQ(writeFileAtomically(Path, "new"), std::nullopt);
  EXPECT_EQ(contents(Path), "new");
  EXPECT_EQ(static_cast<int>(fs::status(Path).permissions()), 0640);
  EXPECT_EQ(writeFileAtomically(Folder("fresh"), ""), std::nullopt);
  EXPECT_EQ(std::distance(fs::directory_iterator(Folder()), {}), 2);
}

TEST(OutputFile, FollowsLinks) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("real", "old");
  fs::create_symlink(Path, Folder("link"));
  EXPECT_EQ(writeFileAtomically(Folder("link"), "new"), std::nullopt);
  EXPECT_TRUE(fs::is_symlink(Folder("link")));
  EXPECT_EQ(contents(Path), "new");
}

TEST(OutputFile, WritesToDevices) {
  EXPECT_EQ(writeFileAtomically("/dev/null", "text"), std::nullopt);
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
}

TEST(OutputFile, ErrorsNameThePath) {
  TemporaryFolder Folder;
  Folder.write("file", "old");
  for (const std::string &Path :
       {Folder("no/such/folder/out"), Folder(), Folder("file/out")}) {
    auto Error = writeFileAtomically(Path, "new");
    ASSERT_TRUE(Error) << Path;
    EXPECT_NE(Error->find("'" + Path + "'"), std::string::npos) << *Error;
  }
  EXPECT_TRUE(writeFileAtomically("", "new"));
  EXPECT_EQ(contents(Folder("file")), "old");
}

TEST(OutputFile, AStagedFileWaitsAndLeavesNothingElse) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("a", "old");
  for (bool Put : {false, true}) {
    StagedFile Staged(Path, "new");
    EXPECT_EQ(Staged.problem(), std::nullopt);
    EXPECT_EQ(contents(Path), "old");
    if (Put)
      EXPECT_EQ(Staged.putInPlace(), std::nullopt);
  }
  EXPECT_EQ(contents(Path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(Folder()), {}), 1);
}

namespace {
/// Three files with the text "old"; each test spoils the second.
class ReplaceFiles : public testing::Test {
protected:
  void SetUp() override {
    for (const char *Name : {"1/a", "2/a", "3/a"})
      Files.push_back({Folder.write(Name, "old"), "old", "new"});
  }
  /// Replaces them and expects an error that mentions \p What.
  void expectFailure(const std::string &What) {
    auto Problems = replaceFiles(Files);
    ASSERT_EQ(Problems.size(), 1u);
    EXPECT_NE(Problems[0].find(What), std::string::npos) << Problems[0];
    EXPECT_EQ(contents(Files[0].Path), "old");
    EXPECT_EQ(contents(Files[2].Path), "old");
    for (const char *Name : {"1", "2", "3"})
      EXPECT_LE(std::distance(fs::directory_iterator(Folder(Name)), {}), 1);
  }

  TemporaryFolder Folder;
  std::vector<Replacement> Files;
};
} // namespace

TEST_F(ReplaceFiles, All) {
  EXPECT_TRUE(replaceFiles(Files).empty());
  for (const Replacement &File : Files)
    EXPECT_EQ(contents(File.Path), "new");
}

TEST_F(ReplaceFiles, OrNoneIfOneChanged) {
  Folder.write("2/a", "other");
  expectFailure("2/a' changed");
  EXPECT_EQ(contents(Files[1].Path), "other");
}

TEST_F(ReplaceFiles, OrNoneIfOneCannotBeWritten) {
  // Root may write into every folder, but no name may be this long.
  Files[1].Path = Folder.write("2/" + std::string(252, 'a'), "old");
  fs::remove(Folder("2/a"));
  expectFailure(Files[1].Path);
  EXPECT_EQ(contents(Files[1].Path), "old");
}

TEST_F(ReplaceFiles, OrNoneIfAFolderIsReadOnly) {
  if (::geteuid() == 0)
    GTEST_SKIP() << "root may write everywhere";
  ASSERT_EQ(::chmod(Folder("2").c_str(), 0555), 0);
  expectFailure(Files[1].Path);
  ::chmod(Folder("2").c_str(), 0755);
}

TEST_F(ReplaceFiles, TheFirstGetTheirOldTextBackIfTheSecondKeepsIts) {
  // The new text of an immutable file can be written beside it only.
  auto Chattr = [&](const std::string &Flag) {
    std::string Command =
        "chattr " + Flag + " '" + Files[1].Path + "' 2>/dev/null";
    return std::system(Command.c_str()) == 0;
  };
  if (!Chattr("+i"))
    GTEST_SKIP() << "needs root and a file system with immutable files";
  expectFailure(Files[1].Path);
  EXPECT_TRUE(Chattr("-i"));
  EXPECT_EQ(contents(Files[1].Path), "old");
}
