// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Broken code is what an editor shows most of the time: every token of some
// fixtures is deleted and typed again, and the server survives.

#include "test/clangd/Workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <memory>

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

/// One fixture of every check, its cheapest one; of these the cheapest.
std::vector<Fixture> chosenFixtures() {
  using Costly = std::pair<size_t, std::string>;
  std::map<std::string, Costly> OfCheck;
  for (const std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
    Fixture F = Fixture::read(Path);
    Costly Candidate(costOf(F), Path);
    auto [It, IsNew] = OfCheck.emplace(F.Runs.front().Checks, Candidate);
    if (!IsNew)
      It->second = std::min(It->second, Candidate);
  }
  std::vector<Costly> Sorted;
  for (const auto &[Check, Cheapest] : OfCheck)
    Sorted.push_back(Cheapest);
  std::sort(Sorted.begin(), Sorted.end());
  Sorted.resize(std::min(Sorted.size(), FilesTyped));
  std::vector<Fixture> Result;
  for (const auto &[Cost, Path] : Sorted)
    Result.push_back(Fixture::read(Path));
  return Result;
}

/// A diagnostic without what depends on the run.
std::string shown(const std::vector<Json> &Diagnostics) {
  std::string Result;
  for (const Json &D : Diagnostics)
    Result += D["range"].dump() + " " + D["message"].get<std::string>() + "\n";
  return Result;
}

std::string without(const std::string &Text, Token T) {
  std::string Result = Text;
  return Result.erase(T.Begin, T.End - T.Begin);
}

/// The ten files and the server that has them open.
class Typing {
public:
  Typing() {
    for (const Fixture &F : chosenFixtures()) {
      std::string Text = F.text();
      Files.push_back(
          {W.addFixture(F, F.Runs.front()), Text, tokensOf(Text), {}});
      Most = std::max(Most, Files.back().Tokens.size());
    }
    start();
  }

  /// Deletes token number \p N of every file, with what types the one before
  /// again. All at once: the server works on several files at a time.
  void deleteTokens(size_t N) {
    for (Typed &T : Files)
      if (N < T.Tokens.size()) {
        ++Deleted;
        std::string Text = without(T.Text, T.Tokens[N]);
        // "x;;" without either semicolon: the server would see no change.
        if (Text != Client->text(T.Path))
          Client->change(T.Path, Text);
      }
    try {
      for (Typed &T : Files)
        Client->diagnostics(T.Path);
    } catch (const std::exception &Death) {
      judge(N, Death.what());
      start();
    }
  }

  Workspace W;
  std::vector<Typed> Files;
  std::unique_ptr<LspClient> Client;
  size_t Most = 0, Deleted = 0;
  std::vector<std::string> CrashesOfClang;

private:
  void start() {
    Client = std::make_unique<LspClient>(W.server({"-j=3"}));
    for (Typed &T : Files)
      Client->open(T.Path, T.Text);
    for (Typed &T : Files)
      T.Before = ofOurs(Client->diagnostics(T.Path));
  }

  /// Whose fault is it that the server died? A text that a plain clangd dies of
  /// as well is not ours to survive.
  void judge(size_t N, const std::string &Death) {
    bool IsClangs = false;
    std::string Texts;
    for (const Typed &T : Files) {
      if (N >= T.Tokens.size())
        continue;
      Token Missing = T.Tokens[N];
      Texts += T.Path + " without '" +
               T.Text.substr(Missing.Begin, Missing.End - Missing.Begin) +
               "' at offset " + std::to_string(Missing.Begin) + "\n";
      std::string Copy = W.addSource("plain/" + std::to_string(N) + ".cpp",
                                     without(T.Text, Missing));
      CommandResult Plain =
          run(ASYNC_TIDY_LLVM_BIN "/clangd --log=error "
                                  "--check-locations=0 --check=" +
              Copy);
      if (Plain.Status < 0 || Plain.Status >= 128) {
        IsClangs = true;
        CrashesOfClang.push_back(T.Path + ", token " + std::to_string(N));
      }
    }
    if (!IsClangs)
      ADD_FAILURE() << "the server died, a plain clangd does not, of one of\n"
                    << Texts << Death;
  }
};

} // namespace

TEST(ClangdTyping, SurvivesEveryMissingToken) {
  Typing T;
  ASSERT_EQ(T.Files.size(), FilesTyped);
  for (size_t N = 0; N < T.Most && !HasFailure(); ++N)
    T.deleteTokens(N);
  // A server that was started again may have a short file open as it was: no
  // change, and no diagnostics for it.
  std::vector<Typed *> Restored;
  for (Typed &F : T.Files)
    if (T.Client->text(F.Path) != F.Text) {
      T.Client->change(F.Path, F.Text);
      Restored.push_back(&F);
    }
  EXPECT_FALSE(Restored.empty());
  for (Typed *F : Restored)
    EXPECT_EQ(shown(ofOurs(T.Client->diagnostics(F->Path))), shown(F->Before))
        << F->Path;
  std::cout << T.Deleted << " tokens of " << T.Files.size()
            << " files, deleted and typed again\n";
  for (const std::string &Crash : T.CrashesOfClang)
    std::cout << "clang itself dies: " << Crash << "\n";
  EXPECT_EQ(T.Client->shutdown(), 0);
}
