// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "model/Cause.h"
#include "report/Folding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>

using namespace async_tidy;

namespace {

/// The first cells, in backquotes, of the table of docs/causes.md that begins
/// behind \p Begin.
std::vector<std::string> firstCells(const std::string &Begin,
                                    const std::string &End) {
  std::ifstream In(ASYNC_TIDY_SOURCE_DIR "/docs/causes.md");
  std::string Text(std::istreambuf_iterator<char>(In), {});
  size_t From = Text.find("<!-- " + Begin), To = Text.find("<!-- " + End);
  if (From == std::string::npos || To == std::string::npos)
    return {};
  std::vector<std::string> Cells;
  Text = Text.substr(From, To - From);
  static const std::regex Row("\n\\| `([a-z-]+)` \\|");
  for (std::sregex_iterator It(Text.begin(), Text.end(), Row), Last; It != Last;
       ++It)
    Cells.push_back((*It)[1]);
  return Cells;
}

TEST(Cause, ThePageListsEveryKind) {
  std::vector<std::string> Kinds, Sources;
  for (CauseKind Kind : allCauseKinds())
    Kinds.push_back(idOf(Kind).str());
  for (KnownBy By : allKnownBy())
    Sources.push_back(idOf(By).str());
  EXPECT_EQ(firstCells("kinds", "end of kinds"), Kinds);
  EXPECT_EQ(firstCells("known by", "end of known by"), Sources);
}

Finding findingOf(const std::string &Check, const std::string &Subject) {
  Finding F;
  F.Check = Check;
  F.Cause.Kind = Subject.empty() ? "language" : "blocks";
  F.Cause.Subject = Subject;
  F.Cause.Fact = "'" + Subject + "' blocks";
  return F;
}

TEST(Folding, TheFourthOfOneFactIsHidden) {
  std::vector<Finding> Findings;
  for (int I = 0; I < 5; ++I) {
    Findings.push_back(findingOf("a", "f"));
    Findings.push_back(findingOf("b", "f"));
    Findings.push_back(findingOf("a", ""));
  }
  std::vector<Fold> Folds = foldByCause(Findings);
  ASSERT_EQ(Folds.size(), Findings.size());
  std::vector<size_t> Hidden;
  for (size_t I = 0; I < Folds.size(); ++I) {
    if (Folds[I].IsHidden)
      Hidden.push_back(I);
    // Told behind the third of each check.
    EXPECT_EQ(Folds[I].More, I == 6 || I == 7 ? 2u : 0u) << I;
  }
  EXPECT_THAT(Hidden, testing::ElementsAre(9, 10, 12, 13));
}

TEST(Folding, ThreeAreShown) {
  std::vector<Finding> Findings(3, findingOf("a", "f"));
  for (const Fold &F : foldByCause(Findings)) {
    EXPECT_FALSE(F.IsHidden);
    EXPECT_EQ(F.More, 0u);
  }
}

} // namespace
