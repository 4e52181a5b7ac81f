// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "TemporaryFolder.h"
#include "findings/CanonicalPaths.h"
#include "findings/PathMap.h"
#include "findings/SourceCache.h"
#include "findings/Unicode.h"
#include "findings/VersionControl.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

using namespace async_tidy;
using fixtures::TemporaryFolder;
namespace fs = std::filesystem;

TEST(SourceFile, SplitsAtEveryKindOfLineEnd) {
  SourceFile File("a\nbb\r\nccc\rdd\r\r\n");
  ASSERT_EQ(File.lineCount(), 6u);
  EXPECT_EQ(File.line(1), "a");
  EXPECT_EQ(File.line(2), "bb");
  EXPECT_EQ(File.line(3), "ccc");
  EXPECT_EQ(File.line(4), "dd");
  EXPECT_EQ(File.line(5), "");
  EXPECT_EQ(File.line(6), "");
  EXPECT_EQ(File.line(0), "");
  EXPECT_EQ(File.line(7), "");
}

TEST(SourceFile, CountsUtf16Units) {
  SourceFile File("\xEF\xBB\xBF"
                  "ab\n\tü日😀x\n\xFF\xFEz");
  EXPECT_EQ(File.utf16Column({1, 4, 0}), 1u); // Behind the byte-order mark.
  EXPECT_EQ(File.utf16Column({1, 5, 0}), 2u);
  EXPECT_EQ(File.utf16Column({2, 2, 0}), 2u);  // Tab.
  EXPECT_EQ(File.utf16Column({2, 4, 0}), 3u);  // ü: 2 bytes, 1 unit.
  EXPECT_EQ(File.utf16Column({2, 7, 0}), 4u);  // 日: 3 bytes, 1 unit.
  EXPECT_EQ(File.utf16Column({2, 11, 0}), 6u); // 😀: 4 bytes, 2 units.
  EXPECT_EQ(File.utf16Column({3, 3, 0}), 3u);  // Invalid bytes: one each.
  EXPECT_EQ(File.utf16Column({2, 99, 0}), 7u); // Not beyond the line.
  EXPECT_EQ(File.utf16Column({9, 5, 0}), 5u);
  EXPECT_EQ(File.utf16Column({0, 0, 0}), 1u);
}

TEST(Unicode, ReplacesMaximalInvalidParts) {
  auto Decode = [](std::string_view Text) {
    CodePoint C = firstCodePoint(Text);
    return std::pair(static_cast<unsigned>(C.Value), C.Bytes);
  };
  EXPECT_EQ(Decode("\xF0\x9F\x98\x80"), std::pair(0x1F600u, 4u));
  EXPECT_EQ(Decode("\xF0\x9F\x98"), std::pair(0xFFFDu, 3u)); // Cut.
  EXPECT_EQ(Decode("\xC0\x80"), std::pair(0xFFFDu, 1u));     // Overlong.
  EXPECT_EQ(Decode("\xED\xA0\x80"), std::pair(0xFFFDu, 1u)); // Surrogate.
  EXPECT_EQ(Decode("\xF4\x90\x80\x80"), std::pair(0xFFFDu, 1u));
  EXPECT_EQ(Decode("\xE2\x82z"), std::pair(0xFFFDu, 2u));
}

TEST(SourceCache, UnreadableFilesHaveNoLines) {
  TemporaryFolder Folder;
  SourceCache Sources;
  std::string Pipe = Folder("pipe");
  ASSERT_EQ(::mkfifo(Pipe.c_str(), 0600), 0);
  for (const std::string &Path : {Folder("missing"), Folder(), Pipe}) {
    const SourceFile &File = Sources.get(Path);
    EXPECT_FALSE(File.readable()) << Path;
    EXPECT_EQ(File.lineCount(), 0u) << Path;
    EXPECT_EQ(File.line(1), "") << Path;
  }
}

TEST(SourceCache, ReadsOnce) {
  TemporaryFolder Folder;
  SourceCache Sources;
  std::string Path = Folder.write("a.cpp", "one\n");
  const SourceFile &File = Sources.get(Path);
  Folder.write("a.cpp", "two\n");
  EXPECT_EQ(&Sources.get(Path), &File);
  EXPECT_EQ(File.line(1), "one");
  EXPECT_TRUE(Sources.get(Folder.write("empty.cpp", "")).readable());
}

TEST(PathMap, MakesPathsRelative) {
  TemporaryFolder Folder;
  Folder.write("root/src/a.cpp", "");
  Folder.write("root-2/b.cpp", "");
  PathMap Paths(Folder("root") + "/");
  EXPECT_EQ(Paths.root(), Folder("root"));
  EXPECT_EQ(Paths.relative(Folder("root/src/a.cpp")), "src/a.cpp");
  EXPECT_EQ(Paths.relative(Folder("root/./src/../src/a.cpp")), "src/a.cpp");
  EXPECT_EQ(Paths.relative(Folder("root/gone/x.cpp")), "gone/x.cpp");
  EXPECT_EQ(Paths.relative(Folder("root-2/b.cpp")), std::nullopt);
  EXPECT_EQ(Paths.relative(Folder("root")), std::nullopt);
  EXPECT_EQ(Paths.relative(""), std::nullopt);
  EXPECT_EQ(Paths.display(Folder("root-2/b.cpp")), Folder("root-2/b.cpp"));
  EXPECT_EQ(PathMap("/").relative("/nowhere/a"), "nowhere/a");
}

TEST(PathMap, ResolvesLinks) {
  TemporaryFolder Folder;
  Folder.write("root/src/a.h", "");
  Folder.write("outside/b.h", "");
  fs::create_directory_symlink(Folder("root"), Folder("link"));
  fs::create_directory_symlink(Folder("root/src"), Folder("root/include"));
  fs::create_directory_symlink(Folder("outside"), Folder("root/vendor"));
  PathMap Paths(Folder("link"));
  EXPECT_EQ(Paths.root(), Folder("root"));
  EXPECT_EQ(Paths.relative(Folder("link/include/a.h")), "src/a.h");
  EXPECT_EQ(PathMap(Folder("root")).relative(Folder("root/vendor/b.h")),
            "vendor/b.h");
  Finding F;
  F.Where.Path = Folder("link/include/a.h");
  F.Notes = {{F.Where, "n"}};
  std::vector<Finding> Findings = {F};
  canonicalizePaths(Findings, Paths);
  EXPECT_EQ(Findings[0].Where.Path, Folder("root/src/a.h"));
  EXPECT_EQ(Findings[0].Notes[0].Where.Path, Folder("root/src/a.h"));
}

TEST(PathMap, FindsTheTopOfTheCheckOut) {
  TemporaryFolder Folder;
  fs::create_directories(Folder("a/.git"));
  fs::create_directories(Folder("a/b/c"));
  Folder.write("w/.git", "gitdir: elsewhere\n"); // A linked work tree.
  fs::create_directories(Folder("w/d"));
  EXPECT_EQ(PathMap::findRoot(Folder("a/b/c")), Folder("a"));
  EXPECT_EQ(PathMap::findRoot(Folder("a")), Folder("a"));
  EXPECT_EQ(PathMap::findRoot(Folder("w/d")), Folder("w"));
}

TEST(VersionControl, ReadsBranchRevisionAndRemote) {
  TemporaryFolder Folder;
  std::string Id(40, 'a'), Packed(40, 'b');
  Folder.write("r/.git/HEAD", "ref: refs/heads/topic/x\n");
  Folder.write("r/.git/refs/heads/topic/x", Id + "\n");
  Folder.write("r/.git/config",
               "[remote \"fork\"]\n\turl = https://example.org/no\n"
               "[remote \"origin\"]\n\turl = git@example.org:team/app.git\n");
  auto Git = readVersionControl(Folder("r"));
  ASSERT_TRUE(Git);
  EXPECT_EQ(Git->Branch, "topic/x");
  EXPECT_EQ(Git->Revision, Id);
  EXPECT_EQ(Git->RepositoryUri, "https://example.org/team/app");

  fs::remove(Folder("r/.git/refs/heads/topic/x"));
  Folder.write("r/.git/packed-refs",
               "# pack-refs\n" + Packed + " refs/heads/topic/x\n");
  EXPECT_EQ(readVersionControl(Folder("r"))->Revision, Packed);

  Folder.write("r/.git/HEAD", Id + "\n");
  EXPECT_EQ(readVersionControl(Folder("r"))->Revision, Id);
  EXPECT_EQ(readVersionControl(Folder("r"))->Branch, "");
  EXPECT_FALSE(readVersionControl(Folder("nothing")));
}

TEST(VersionControl, ReadsLinkedWorkTrees) {
  TemporaryFolder Folder;
  std::string Id(40, 'c');
  Folder.write("main/.git/refs/heads/side", Id + "\n");
  Folder.write("main/.git/worktrees/w/HEAD", "ref: refs/heads/side\n");
  Folder.write("main/.git/worktrees/w/commondir", "../..\n");
  Folder.write("w/.git", "gitdir: " + Folder("main/.git/worktrees/w") + "\n");
  auto Git = readVersionControl(Folder("w"));
  ASSERT_TRUE(Git);
  EXPECT_EQ(Git->Revision, Id);
  EXPECT_EQ(Git->Branch, "side");
}

TEST(VersionControl, RepositoryUriHasNoCredentials) {
  EXPECT_EQ(repositoryUri("https://user:secret@example.org/a/b.git"),
            "https://example.org/a/b");
  EXPECT_EQ(repositoryUri("ssh://git@example.org:2222/a/b.git"),
            "https://example.org/a/b");
  EXPECT_EQ(repositoryUri("https://example.org:8443/a"),
            "https://example.org:8443/a");
  EXPECT_EQ(repositoryUri("/srv/git/b.git"), "");
  EXPECT_EQ(repositoryUri("../b"), "");
  EXPECT_EQ(repositoryUri("file:///srv/b"), "");
  EXPECT_EQ(repositoryUri("https://example.org/a b"), "");
  EXPECT_EQ(repositoryUri(""), "");
}
