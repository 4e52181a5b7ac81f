// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/support/Compare.h"

#include <llvm/Support/Regex.h>

#include <algorithm>
#include <sstream>

using namespace async_tidy;
using namespace async_tidy::test;

/// \p Text with {{…}} holding regular expressions, as one expression.
static std::string toRegex(llvm::StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    auto [Plain, Rest] = Text.split("{{");
    Result += llvm::Regex::escape(Plain);
    auto [Expression, After] = Rest.split("}}");
    if (!Rest.empty())
      Result += ("(" + Expression + ")").str();
    Text = After;
  }
  return Result;
}

static bool contains(const std::string &Whole, const std::string &Part) {
  if (Part.find("{{") == std::string::npos)
    return Whole.find(Part) != std::string::npos;
  return llvm::Regex(toRegex(Part)).match(Whole);
}

static bool matches(const Fixture &F, const Expectation &E, const Diag &D) {
  const std::string File = E.File.empty() ? F.Path : E.File;
  return D.Level == E.Level && D.Line == E.Line &&
         (!E.Column || D.Column == *E.Column) && D.File.ends_with(File) &&
         contains(D.text(), E.Text);
}

namespace {
class Comparison {
public:
  Comparison(const Fixture &F, const RunConfig &Run) : F(F), Run(Run) {
    for (const Expectation &E : F.Expected)
      if (E.Suffix.empty() || E.Suffix == Run.Suffix)
        Open.push_back(&E);
  }

  void finding(const Diag &D) {
    bool CompileError =
        D.Level == "error" && D.Check.starts_with("clang-diagnostic");
    const Expectation *E = take(D);
    if (!E && !(CompileError && Run.ExpectErrors))
      Problems.push_back("unexpected: " + D.str());
    for (const Diag &Note : D.Notes)
      if (!take(Note) && E && E->WithNotes)
        Problems.push_back("unexpected: " + Note.str());
  }

  std::vector<std::string> finish() {
    for (const Expectation *E : Open)
      Problems.push_back("not found: line " + std::to_string(E->Line) + ": " +
                         E->Level + ": " + E->Text + " (expected by line " +
                         std::to_string(E->SourceLine) + ")");
    return std::move(Problems);
  }

private:
  /// Removes and returns the first open expectation that \p D meets.
  const Expectation *take(const Diag &D) {
    auto It = std::find_if(Open.begin(), Open.end(), [&](const Expectation *E) {
      return matches(F, *E, D);
    });
    if (It == Open.end())
      return nullptr;
    const Expectation *Found = *It;
    Open.erase(It);
    return Found;
  }

  const Fixture &F;
  const RunConfig &Run;
  std::vector<const Expectation *> Open;
  std::vector<std::string> Problems;
};
} // namespace

static std::string trimmed(const std::string &Line) {
  size_t First = Line.find_first_not_of(" \t");
  return First == std::string::npos ? "" : Line.substr(First);
}

std::vector<std::string> test::changedLines(const Fixture &F,
                                            const std::string &Fixed) {
  std::vector<std::string> Before, After, Result;
  for (const std::string &Line : F.Lines)
    if (!isCheckLine(Line))
      Before.push_back(trimmed(Line));
  std::sort(Before.begin(), Before.end());
  std::stringstream Stream(Fixed);
  for (std::string Line; std::getline(Stream, Line);)
    if (!isCheckLine(Line) &&
        !std::binary_search(Before.begin(), Before.end(), trimmed(Line)))
      Result.push_back(trimmed(Line));
  return Result;
}

/// Each changed line needs a CHECK-FIXES line and the other way round, in
/// order.
static void compareFixes(const Fixture &F, const RunConfig &Run,
                         const TidyResult &Result,
                         std::vector<std::string> &Problems) {
  std::vector<std::string> Changed;
  if (Result.HasFixes)
    Changed = changedLines(F, Result.FixedText);
  for (const FixExpectation &E : F.Fixes) {
    if (!E.Suffix.empty() && E.Suffix != Run.Suffix)
      continue;
    auto It =
        std::find_if(Changed.begin(), Changed.end(),
                     [&](const std::string &L) { return contains(L, E.Text); });
    if (It == Changed.end())
      Problems.push_back("no fix makes a line with: " + E.Text +
                         " (expected by line " + std::to_string(E.SourceLine) +
                         ")");
    else
      Changed.erase(It);
  }
  for (const std::string &Line : Changed)
    Problems.push_back("fix without CHECK-FIXES: " + Line);
}

std::vector<std::string> test::compare(const Fixture &F, const RunConfig &Run,
                                       const TidyResult &Result) {
  Comparison C(F, Run);
  for (const Diag &D : Result.Findings)
    C.finding(D);
  std::vector<std::string> Problems = C.finish();
  compareFixes(F, Run, Result, Problems);
  if (!Result.Error.empty())
    Problems.push_back(Result.Error);
  if (!Run.Suffix.empty())
    for (std::string &P : Problems)
      P += " [run " + Run.Suffix + "]";
  return Problems;
}
