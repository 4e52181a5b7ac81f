// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What identifiers speak of, and that a user's file can add to every topic.

#include "model/Library.h"
#include "model/Names.h"

#include <gtest/gtest.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/raw_ostream.h>

using namespace async_tidy;

namespace {

LibraryFile parsed(llvm::StringRef Text) {
  llvm::Expected<LibraryFile> File = parseLibraryFile("f.yaml", Text);
  if (!File) {
    ADD_FAILURE() << llvm::toString(File.takeError());
    return {};
  }
  return std::move(*File);
}

std::string wordsOf(llvm::StringRef Identifier) {
  std::string Result;
  forEachWord(Identifier, [&](llvm::StringRef Word) {
    Result += (Result.empty() ? "" : " ") + Word.str();
  });
  return Result;
}

TEST(Vocabulary, SplitsIdentifiersIntoWords) {
  EXPECT_EQ(wordsOf("scopedLock_async"), "scoped Lock async");
  EXPECT_EQ(wordsOf("TaskCancelled"), "Task Cancelled");
  EXPECT_EQ(wordsOf("TASK_CANCELLED"), "TASK CANCELLED");
  EXPECT_EQ(wordsOf("__wait2_"), "wait2");
  EXPECT_EQ(wordsOf("SSLRead"), "SSLRead");
  EXPECT_EQ(wordsOf("get"), "get");
  EXPECT_EQ(wordsOf("__"), "");
  EXPECT_EQ(wordsOf(""), "");
  EXPECT_EQ(firstWord("async_read_some"), "async");
  EXPECT_EQ(lastWord("cancel_token"), "token");
  EXPECT_EQ(lastWord("_"), "");
}

TEST(Vocabulary, KnowsWordsNamesPrefixesAndParts) {
  std::vector<LibraryFile> Files;
  Files.push_back(parsed(R"(library: mine
vocabulary:
  cleanup: {words: [close]}
  done: {names: [is_ready]}
  rethrowing: {prefixes: [throw_if]}
  non-blocking: {parts: [nonblock, no_wait]}
  logging: {words: [close], names: [Emit]}
)"));
  Library Lib(std::move(Files));
  auto Speaks = [&](llvm::StringRef Name, Topic T) {
    return Lib.topicsOf(Name).test(unsigned(T));
  };
  for (const char *Name :
       {"close", "Close", "closeAll", "force_close", "CLOSE"})
    EXPECT_TRUE(Speaks(Name, Topic::Cleanup)) << Name;
  for (const char *Name : {"closed", "enclose", "", "_"})
    EXPECT_FALSE(Speaks(Name, Topic::Cleanup)) << Name;
  for (const char *Name : {"is_ready", "isReady", "IsReady", "isready"})
    EXPECT_TRUE(Speaks(Name, Topic::Done)) << Name;
  for (const char *Name : {"ready", "is_ready_now"})
    EXPECT_FALSE(Speaks(Name, Topic::Done)) << Name;
  for (const char *Name : {"throw_if", "throwIfCancelled", "ThrowIf"})
    EXPECT_TRUE(Speaks(Name, Topic::Rethrowing)) << Name;
  EXPECT_FALSE(Speaks("dont_throw_if", Topic::Rethrowing));
  for (const char *Name : {"setNonBlocking", "make_nonblocking", "f_no_wait"})
    EXPECT_TRUE(Speaks(Name, Topic::NonBlocking)) << Name;
  EXPECT_FALSE(Speaks("nowait", Topic::NonBlocking));
  EXPECT_TRUE(Speaks("close", Topic::Logging));
  EXPECT_TRUE(Speaks("emit", Topic::Logging));
  EXPECT_EQ(Lib.topicsOf("close").count(), 2u);
}

TEST(Vocabulary, NamesRememberTheAnswer) {
  std::vector<LibraryFile> Files;
  Files.push_back(
      parsed("library: mine\nvocabulary: {cleanup: {words: [close]}}\n"));
  Library Lib(std::move(Files));
  Names N(Lib);
  for (unsigned Round = 0; Round < 2; ++Round) {
    EXPECT_TRUE(N.speaksOf(Topic::Cleanup, "closeAll"));
    EXPECT_FALSE(N.speaksOf(Topic::Logging, "closeAll"));
    EXPECT_FALSE(N.speaksOf(Topic::Cleanup, "open"));
  }
  EXPECT_FALSE(N.speaksOf(Topic::Cleanup,
                          static_cast<const clang::NamedDecl *>(nullptr)));
}

TEST(Vocabulary, EveryTopicHasWordsAndAUserAddsToEach) {
  std::string Text = "library: mine\nvocabulary:\n";
  for (unsigned T = 0; T < NumTopics; ++T) {
    std::string N = std::to_string(T);
    Text += std::string("  ") + topicKeys()[T] + ": {words: [xword" + N +
            "], names: [x_name" + N + "], prefixes: [x_prefix" + N +
            "x], parts: [xpart" + N + "x]}\n";
  }
  llvm::SmallString<64> Path;
  int Descriptor = -1;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("vocabulary", "yaml",
                                                  Descriptor, Path));
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << Text;
  auto Loaded = Library::load({Path.str().str()});
  llvm::sys::fs::remove(Path);
  ASSERT_TRUE(bool(Loaded)) << llvm::toString(Loaded.takeError());
  const Library &Lib = **Loaded;

  ASSERT_EQ(topicKeys().size(), NumTopics);
  for (unsigned T = 0; T < NumTopics; ++T) {
    unsigned Builtin = 0;
    for (const LibraryFile &File : Lib.files())
      Builtin += File.Id != "mine" && File.Vocabulary.count(Topic(T));
    EXPECT_EQ(Builtin, 1u) << topicKeys()[T];
    std::string N = std::to_string(T);
    for (const std::string &Name :
         {"do_xword" + N, "XName" + N, "x_prefix" + N + "xAndMore",
          "axpart" + N + "xb"}) {
      TopicSet Topics = Lib.topicsOf(Name);
      EXPECT_TRUE(Topics.test(T)) << Name;
      EXPECT_EQ(Topics.count(), 1u) << Name;
    }
  }
}

} // namespace
