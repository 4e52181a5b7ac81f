// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "test/support/Compare.h"

#include <algorithm>
#include <map>

using namespace async_tidy;
using namespace async_tidy::test;

namespace {
/// A comment to write below an original line (1-based, check lines included).
struct Wanted {
  unsigned Line;
  unsigned Column;
  std::string Kind; ///< "MESSAGES", "NOTES" or "FIXES".
  bool IsNote;      ///< Written below the finding at the same place.
  std::string Text; ///< After the location.
  bool operator<(const Wanted &O) const {
    return std::tie(Line, Column, Kind, IsNote, Text) <
           std::tie(O.Line, O.Column, O.Kind, O.IsNote, O.Text);
  }
};

using Comments =
    std::map<Wanted, std::vector<size_t>>; ///< To the runs' indices.
} // namespace

static void add(Comments &Result, const Fixture &F, const Diag &D, bool Notes,
                size_t Run) {
  if (D.File == F.Path)
    Result[{D.Line, D.Column, Notes ? "NOTES" : "MESSAGES", D.Level == "note",
            D.Level + ": " + D.text()}]
        .push_back(Run);
}

/// The original line at which each changed line of \p Fixed is to be expected.
static void addFixes(Comments &Result, const Fixture &F, const TidyResult &R,
                     size_t Run) {
  if (!R.HasFixes)
    return;
  unsigned Line = 1;
  for (const Diag &D : R.Findings)
    Line = std::max(Line, D.Line);
  for (const std::string &Text : changedLines(F, R.FixedText)) {
    // The line of the finding whose text shares most with the fixed one: fixes
    // insert, so the words of the old line are in the new one.
    unsigned Best = Line;
    size_t BestCommon = 0;
    for (const Diag &D : R.Findings) {
      if (D.File != F.Path || D.Line > F.Lines.size())
        continue;
      const std::string &Old = F.Lines[D.Line - 1];
      size_t Common = 0;
      for (size_t N = 0, At = 0; N < Old.size() && At < Text.size(); ++N)
        if (size_t Found = Text.find(Old[N], At); Found != std::string::npos) {
          ++Common;
          At = Found + 1;
        }
      if (Common > BestCommon) {
        BestCommon = Common;
        Best = D.Line;
      }
    }
    Result[{Best, ~0u, "FIXES", false, Text}].push_back(Run);
  }
}

static std::string suffixOf(const Fixture &F, const std::vector<size_t> &Runs,
                            size_t Index) {
  std::vector<size_t> Unique = Runs;
  Unique.erase(std::unique(Unique.begin(), Unique.end()), Unique.end());
  if (Unique.size() == F.Runs.size() || F.Runs[Unique[Index]].Suffix.empty())
    return "";
  return "-" + F.Runs[Unique[Index]].Suffix;
}

/// Appends the comments for \p W below line \p Anchor of the output.
static void write(std::string &Out, unsigned &OutLine, const Fixture &F,
                  const std::string &Indent, unsigned Anchor, const Wanted &W,
                  const std::vector<size_t> &Runs) {
  std::vector<size_t> Unique = Runs;
  Unique.erase(std::unique(Unique.begin(), Unique.end()), Unique.end());
  size_t Repeats = std::max<size_t>(1, Runs.size() / Unique.size());
  size_t Suffixes = suffixOf(F, Runs, 0).empty() ? 1 : Unique.size();
  for (size_t S = 0; S < Suffixes; ++S)
    for (size_t N = 0; N < Repeats; ++N) {
      ++OutLine;
      Out += Indent + "// CHECK-" + W.Kind + suffixOf(F, Runs, S) + ":";
      if (W.Kind != "FIXES")
        Out += " :[[@LINE-" + std::to_string(OutLine - Anchor) +
               "]]:" + std::to_string(W.Column) + ":";
      Out += " " + W.Text + "\n";
    }
}

std::string test::bless(const Fixture &F,
                        const std::vector<TidyResult> &Results) {
  Comments All;
  for (size_t Run = 0; Run < Results.size(); ++Run) {
    for (const Diag &D : Results[Run].Findings) {
      if (D.Level == "error" && F.Runs[Run].ExpectErrors)
        continue;
      add(All, F, D, F.hasNotes(), Run);
      for (const Diag &Note : D.Notes)
        if (F.hasNotes())
          add(All, F, Note, true, Run);
    }
    addFixes(All, F, Results[Run], Run);
  }
  std::string Out;
  unsigned OutLine = 0;
  std::vector<std::pair<unsigned, Comments::const_iterator>> Pending;
  auto Next = All.cbegin();
  for (unsigned Line = 1; Line <= F.Lines.size(); ++Line) {
    const std::string &Text = F.Lines[Line - 1];
    if (!isCheckLine(Text)) {
      Out += Text + "\n";
      ++OutLine;
    }
    for (; Next != All.cend() && Next->first.Line <= Line; ++Next)
      Pending.emplace_back(OutLine, Next);
    // A comment inside a macro's definition would end up in the macro.
    if (!Text.empty() && Text.back() == '\\')
      continue;
    std::string Indent = Text.substr(0, Text.find_first_not_of(" \t"));
    if (Indent.size() == Text.size())
      Indent = "";
    for (auto &[Anchor, It] : Pending)
      write(Out, OutLine, F, Indent, Anchor, It->first, It->second);
    Pending.clear();
  }
  return Out;
}
