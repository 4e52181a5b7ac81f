// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Broken code is what an editor shows most of the time: every token of some
// fixtures is deleted and typed again, and the server survives.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

using namespace async_tidy::test;

namespace {

constexpr size_t FilesTyped = 10;

struct Token {
  size_t Begin, End;
};

/// Words, numbers, strings and single other characters; no comments.
std::vector<Token> tokensOf(const std::string &Text) {
  auto IsWord = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_';
  };
  std::vector<Token> Result;
  for (size_t At = 0; At < Text.size();) {
    size_t Begin = At;
    if (Text.compare(At, 2, "//") == 0) {
      At = std::min(Text.find('\n', At), Text.size());
      continue;
    }
    if (std::isspace(static_cast<unsigned char>(Text[At]))) {
      ++At;
      continue;
    }
    if (Text[At] == '"' || Text[At] == '\'') {
      do
        At += Text[At] == '\\' ? 2 : 1;
      while (At < Text.size() && Text[At] != Text[Begin] && Text[At] != '\n');
      At = std::min(At + 1, Text.size());
    } else {
      while (At < Text.size() && IsWord(Text[At]))
        ++At;
      At = std::max(At, Begin + 1);
    }
    Result.push_back({Begin, At});
  }
  return Result;
}

struct Typed {
  std::string Path, Text;
  std::vector<Token> Tokens;
  std::vector<Json> Before;
};

/// What typing through the fixture costs: every token is a build, and a build
/// takes longer with every header of the standard library.
size_t costOf(const Fixture &F) {
  auto Includes = std::count_if(
      F.Lines.begin(), F.Lines.end(),
      [](const std::string &Line) { return Line.starts_with("#include <"); });
  return tokensOf(F.text()).size() * size_t(1 + Includes);
}

/// The cheapest fixture of every check, then the second cheapest ones, ….
std::vector<Fixture> chosenFixtures() {
  std::map<std::string, std::map<std::pair<size_t, std::string>, Fixture>> ByCheck;
  for (const std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
    Fixture F = Fixture::read(Path);
    std::pair Key(costOf(F), Path);
    ByCheck[F.Runs.front().Checks].emplace(Key, std::move(F));
  }
  std::vector<Fixture> Result;
  while (Result.size() < FilesTyped && !ByCheck.empty())
    for (auto It = ByCheck.begin(); It != ByCheck.end();) {
      if (It->second.empty()) {
        It = ByCheck.erase(It);
        continue;
      }
      Result.push_back(It->second.extract(It->second.begin()).mapped());
      ++It;
    }
  Result.resize(std::min(Result.size(), FilesTyped));
  return Result;
}

/// A diagnostic without what depends on the run.
std::string shown(const std::vector<Json> &Diagnostics) {
  std::string Result;
  for (const Json &D : Diagnostics)
    Result += D["range"].dump() + " " + D["message"].get<std::string>() + "\n";
  return Result;
}

} // namespace

TEST(ClangdTyping, SurvivesEveryMissingToken) {
  Workspace W;
  std::vector<Typed> Files;
  LspClient Client(W.server({"-j=3"}));
  for (const Fixture &F : chosenFixtures()) {
    Typed T;
    T.Path = W.addFixture(F, F.Runs.front());
    T.Text = F.text();
    T.Tokens = tokensOf(T.Text);
    Files.push_back(std::move(T));
  }
  EXPECT_EQ(Files.size(), FilesTyped);
  for (Typed &T : Files)
    Client.open(T.Path, T.Text);
  size_t Most = 0;
  for (Typed &T : Files) {
    T.Before = ofOurs(Client.diagnostics(T.Path));
    Most = std::max(Most, T.Tokens.size());
  }
  // Interleaved, so that the server works on several files at a time. What
  // types the token again goes in with the next deletion.
  for (size_t N = 0; N < Most; ++N) {
    for (Typed &T : Files) {
      if (N >= T.Tokens.size())
        continue;
      std::string Text = T.Text;
      Text.erase(T.Tokens[N].Begin, T.Tokens[N].End - T.Tokens[N].Begin);
      // "x;;" without either semicolon: the server would see no change.
      if (Text != Client.text(T.Path))
        Client.change(T.Path, Text);
    }
    for (Typed &T : Files)
      if (N < T.Tokens.size())
        ASSERT_NO_THROW(Client.diagnostics(T.Path))
            << "without the token at offset " << T.Tokens[N].Begin << " of "
            << T.Path << ": "
            << T.Text.substr(T.Tokens[N].Begin, T.Tokens[N].End - T.Tokens[N].Begin);
  }
  for (Typed &T : Files)
    Client.change(T.Path, T.Text);
  for (Typed &T : Files)
    EXPECT_EQ(shown(ofOurs(Client.diagnostics(T.Path))), shown(T.Before)) << T.Path;
  EXPECT_EQ(Client.shutdown(), 0);
}
