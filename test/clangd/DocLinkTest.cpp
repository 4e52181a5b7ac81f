// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "clangd/DocLinkStream.h"
#include "findings/Rule.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace async_tidy;

namespace {

std::string message(const std::string &Body) {
  return "Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n" + Body;
}

/// What comes out when \p Text is written in pieces of \p Size bytes.
std::string through(const std::string &Text, size_t Size) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  {
    DocLinkStream Stream(Out);
    for (size_t At = 0; At < Text.size(); At += Size)
      Stream << llvm::StringRef(Text).substr(At, Size);
  }
  return Result;
}

std::string stockUrl(const std::string &Name) {
  return "https://clang.llvm.org/extra/clang-tidy/checks/" + Name + ".html";
}

std::string diagnostic(const std::string &Url) {
  return R"({"code":"x","codeDescription":{"href":")" + Url + R"("},"n":1})";
}

const std::string Ours = ruleUrl(*findRule("async-blocking-call"));
const std::string Wrong = stockUrl("async/blocking-call");

} // namespace

TEST(DocLinks, OnlyOursChange) {
  EXPECT_EQ(withOurDocLinks(diagnostic(Wrong)), diagnostic(Ours));
  for (std::string Url : {stockUrl("async/unknown"), stockUrl("bugprone/async"),
                          std::string("https://example.org"), std::string()})
    EXPECT_EQ(withOurDocLinks(diagnostic(Url)), diagnostic(Url));
}

TEST(DocLinks, PrettyPrintedJson) {
  EXPECT_EQ(withOurDocLinks("{\"href\": \"" + Wrong + "\"\n}"),
            "{\"href\": \"" + Ours + "\"\n}");
}

TEST(DocLinks, TextThatLooksLikeALinkStays) {
  // The text of a file that the server quotes.
  std::string Quoted = R"({"text":"\"href\":\")" + Wrong + R"(\""})";
  EXPECT_EQ(withOurDocLinks(Quoted), Quoted);
  std::string OtherKey = R"({"url":")" + Wrong + R"("})";
  EXPECT_EQ(withOurDocLinks(OtherKey), OtherKey);
  std::string CutOff = R"({"href":")" + Wrong.substr(0, 60);
  EXPECT_EQ(withOurDocLinks(CutOff), CutOff);
}

TEST(DocLinks, AnyPiecesGiveTheSameMessages) {
  std::string In, Out;
  for (std::string Body :
       {diagnostic(Wrong), std::string("{}"), std::string(),
        diagnostic(stockUrl("misc/x")),
        "[" + diagnostic(Wrong) + "," + diagnostic(Wrong) + "]",
        std::string("{\"e\":\"\xc3\xa4\r\n\r\n\"}")})
    In += message(Body), Out += message(withOurDocLinks(Body));
  ASSERT_NE(In, Out);
  for (size_t Size = 1; Size <= In.size(); ++Size)
    ASSERT_EQ(through(In, Size), Out) << "in pieces of " << Size;
}

TEST(DocLinks, MessagesLeaveWhenComplete) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  DocLinkStream Stream(Out);
  std::string Text = message(diagnostic(Wrong));
  Stream << llvm::StringRef(Text).drop_back();
  EXPECT_EQ(Result, "");
  Stream << Text.back();
  EXPECT_EQ(Result, message(diagnostic(Ours)));
}

TEST(DocLinks, OtherHeadersDoNotConfuse) {
  std::string Body = diagnostic(Wrong);
  std::string In = "Content-Length: " + std::to_string(Body.size()) +
                   "\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n" +
                   Body;
  EXPECT_EQ(through(In, 7), message(diagnostic(Ours)));
}

TEST(DocLinks, WhatIsNoMessagePassesThrough) {
  for (std::string Text :
       {std::string("hello\n"), std::string("Content-Length: x\r\n\r\n{}"),
        std::string("Content-Len"),
        message("{}") + "Content-Length: 100\r\n\r\ncut off"})
    for (size_t Size : {size_t(1), Text.size()})
      EXPECT_EQ(through(Text, Size), Text);
}

TEST(PreferredActions, OnlySuggestionsOfOurChecksLoseTheMark) {
  auto Answer = [](const std::string &Code, const std::string &Title) {
    return R"({"id":1,"result":[{"diagnostics":[{"code":")" + Code +
           R"("}],"isPreferred":true,"title":")" + Title + R"("}]})";
  };
  std::string Ours = "async-discarded-awaitable";
  for (std::string Same :
       {Answer(Ours, "insert 'co_await '"),
        Answer("unused-includes", "await it"),
        std::string(R"({"isPreferred":)"), std::string("[1]")})
    EXPECT_EQ(withoutPreferredSuggestions(Same), Same);
  std::string Changed =
      withoutPreferredSuggestions(Answer(Ours, "await it, but not now"));
  EXPECT_EQ(Changed.find("isPreferred"), std::string::npos) << Changed;
  EXPECT_NE(Changed.find("await it, but not now"), std::string::npos);
}
