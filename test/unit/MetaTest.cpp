// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every row of checks/Checks.inc must bring along: a page, documented
// options, fixtures.

#include "checks/AsyncTidyModule.h"
#include "findings/Rule.h"
#include "test/support/Fixture.h"
#include "test/unit/TestAST.h"

#include <clang-tidy/ClangTidyCheck.h>
#include <clang-tidy/ClangTidyDiagnosticConsumer.h>
#include <clang-tidy/ClangTidyModule.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace async_tidy;
using namespace async_tidy::test;

namespace {

class RuleTest : public testing::TestWithParam<const Rule *> {
protected:
  const Rule &rule() const { return *GetParam(); }
  std::string id() const { return std::string(rule().Id); }

  /// The rule's fixtures that could be read.
  std::vector<Fixture> fixtures() const {
    std::vector<Fixture> Result;
    for (const std::string &Path :
         findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
      Fixture F = Fixture::read(Path);
      if (F.Runs[0].Checks == id())
        Result.push_back(std::move(F));
    }
    return Result;
  }
};

std::vector<const Rule *> rules() {
  std::vector<const Rule *> Result;
  for (const Rule &R : allRules())
    Result.push_back(&R);
  return Result;
}

/// The options that a fresh check stores, without the check's prefix.
std::map<std::string, std::string> storedOptions(const std::string &Id) {
  using namespace clang::tidy;
  ClangTidyOptions Options = ClangTidyOptions::getDefaults();
  Options.Checks = "-*," + Id;
  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), Options));
  Context.setCurrentFile("input.cpp");
  ClangTidyCheckFactories Factories;
  AsyncTidyModule().addCheckFactories(Factories);
  ClangTidyOptions::OptionMap Stored;
  for (auto &Check : Factories.createChecks(&Context))
    Check->storeOptions(Stored);
  std::map<std::string, std::string> Result;
  for (const auto &Entry : Stored)
    if (std::string Key = Entry.getKey().str(); Key.starts_with(Id + "."))
      Result[Key.substr(Id.size() + 1)] = Entry.getValue().Value;
  return Result;
}

/// "| `Name` | `value` | text |" or "- `Name`: text Default: `value`."; the
/// word "empty" stands for an empty default.
std::map<std::string, std::string> documentedOptions(const Rule &R) {
  static const std::regex Row(R"(^\| `(\w+)` \| (?:`([^`]*)`|empty) \|)");
  static const std::regex Item(
      R"(^- `(\w+)`: [^]*Default: (?:`([^`]*)`|empty)[^]*)");
  std::map<std::string, std::string> Result;
  auto Take = [&](const std::string &Entry) {
    std::smatch Match;
    if (std::regex_search(Entry, Match, Row) ||
        std::regex_match(Entry, Match, Item))
      Result[Match[1]] = Match[2];
  };
  std::istringstream Text(ruleSection(R, "Options"));
  std::string Entry;
  for (std::string Line; std::getline(Text, Line);) {
    if (Line.starts_with("- ") || Line.starts_with("|") || Line.empty()) {
      Take(Entry);
      Entry.clear();
    }
    Entry += Line + "\n";
  }
  Take(Entry);
  Result.erase("AsyncModelFiles");
  return Result;
}

/// Has the fixture a function in which nothing is expected?
bool hasCleanFunction(const Fixture &F) {
  TestAST AST(F.text(), F.Runs[0].Args);
  std::set<unsigned> Lines;
  for (const Expectation &E : F.Expected)
    Lines.insert(E.Line);
  for (const clang::FunctionDecl *Each : AST.functions()) {
    auto First = Lines.lower_bound(AST.line(Each->getBeginLoc()));
    if (First == Lines.end() || *First > AST.line(Each->getEndLoc()))
      return true;
  }
  return false;
}

} // namespace

TEST_P(RuleTest, NameFollowsTheGrammar) {
  EXPECT_TRUE(std::regex_match(id(), std::regex("async(-[a-z]+)+"))) << id();
  std::string Class;
  for (size_t N = 5; N < id().size(); ++N)
    Class += id()[N] == '-' ? std::toupper(id()[++N]) : id()[N];
  EXPECT_EQ(rule().Class, Class + "Check");
  EXPECT_TRUE(std::regex_match(std::string(rule().Since),
                               std::regex(R"(\d+\.\d+\.\d+)")));
  std::string Source = ASYNC_TIDY_SOURCE_DIR "/checks/" +
                       std::string(rule().Group) + "/" +
                       std::string(rule().Class) + ".cpp";
  EXPECT_TRUE(std::filesystem::exists(Source)) << Source;
}

TEST_P(RuleTest, PageHasEverySectionInOrder) {
  size_t Last = 0;
  for (const char *Heading :
       {"Example", "Why it matters", "Use instead", "What it does", "Options",
        "Limits", "Silencing"}) {
    EXPECT_FALSE(ruleSection(rule(), Heading).empty())
        << id() << ": ## " << Heading;
    size_t At = rule().Page.find("\n## " + std::string(Heading) + "\n");
    EXPECT_TRUE(At != std::string_view::npos && At > Last)
        << id() << ": ## " << Heading << " is out of order";
    Last = At;
  }
  EXPECT_TRUE(rule().Page.starts_with("# " + id() + "\n"));
}

TEST_P(RuleTest, SummaryIsOneSentence) {
  std::string Summary = ruleSummary(rule());
  ASSERT_FALSE(Summary.empty());
  EXPECT_TRUE(std::isupper(static_cast<unsigned char>(Summary.front())))
      << Summary;
  EXPECT_EQ(Summary.find('.'), Summary.size() - 1) << Summary;
  EXPECT_EQ(Summary.find('\n'), std::string::npos) << Summary;
  EXPECT_LE(Summary.size(), 160u) << Summary;
}

TEST_P(RuleTest, DocumentsItsOptions) {
  std::map<std::string, std::string> Stored = storedOptions(id());
  // Every check has these; docs/library-models.md and docs/limits.md describe
  // them.
  for (const char *OfAll : {"AsyncModelFiles", "AsyncLimitFactor"})
    EXPECT_EQ(Stored.erase(OfAll), 1u);
  EXPECT_EQ(documentedOptions(rule()), Stored) << id();
}

TEST_P(RuleTest, HasFixtures) {
  std::vector<Fixture> All = fixtures();
  EXPECT_TRUE(std::any_of(All.begin(), All.end(),
                          [](const Fixture &F) { return !F.Expected.empty(); }))
      << id() << ": no fixture expects a finding";
  EXPECT_TRUE(std::any_of(All.begin(), All.end(), hasCleanFunction))
      << id() << ": no fixture has a function without a finding";
}

INSTANTIATE_TEST_SUITE_P(Meta, RuleTest, testing::ValuesIn(rules()),
                         [](const auto &Info) {
                           std::string Name(Info.param->Class);
                           return Name;
                         });

TEST(Meta, RulesAreSortedAndUnique) {
  std::string Last;
  for (const Rule &R : allRules()) {
    EXPECT_LT(Last, R.Id);
    Last = R.Id;
  }
}

TEST(Meta, KnownWrongResultsAreMarkedAsWhatTheyAre) {
  for (const std::string &Path : findFixtures(ASYNC_TIDY_TEST_DIR "/checks")) {
    Fixture F = Fixture::read(Path);
    if (F.text().find("FP_") == std::string::npos &&
        F.text().find("FN_") == std::string::npos)
      continue;
    TestAST AST(F.text(), F.Runs[0].Args);
    for (const clang::FunctionDecl *Each : AST.functions()) {
      std::string Name = Each->getNameAsString();
      unsigned Begin = AST.line(Each->getBeginLoc()),
               End = AST.line(Each->getEndLoc());
      bool Expects = std::any_of(
          F.Expected.begin(), F.Expected.end(), [&](const Expectation &E) {
            return E.Level != "note" && Begin <= E.Line && E.Line <= End;
          });
      if (Name.starts_with("FP_"))
        EXPECT_TRUE(Expects)
            << F.Path << ": " << Name << " is right by now, rename it";
      if (Name.starts_with("FN_"))
        EXPECT_FALSE(Expects)
            << F.Path << ": " << Name << " is found by now, rename it";
    }
  }
}
