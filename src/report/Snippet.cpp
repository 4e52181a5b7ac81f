// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Snippet.h"
#include "findings/SourceCache.h"
#include "findings/Unicode.h"
#include "report/DisplayWidth.h"

#include <algorithm>
#include <vector>

using namespace async_tidy;

static constexpr unsigned TabWidth = 4;
static constexpr unsigned MaxWidth = 160;
/// Cells kept before the mark in a line that is cut.
static constexpr unsigned Lead = 40;

namespace {
struct Cell {
  std::string_view Text; ///< What to print; may be a replacement.
  unsigned Width;
  size_t Byte; ///< Where it starts in the source line.
};
} // namespace

static std::vector<Cell> layOut(std::string_view Line) {
  std::vector<Cell> Cells;
  unsigned Column = 0;
  for (size_t Byte = 0; Byte < Line.size();) {
    CodePoint C = firstCodePoint(Line.substr(Byte));
    Cell Next = {Line.substr(Byte, C.Bytes), displayWidth(C.Value), Byte};
    if (C.Value == '\t') {
      Next.Width = TabWidth - Column % TabWidth;
      Next.Text = std::string_view("    ", Next.Width);
    } else if (isUnprintable(C.Value) || C.Value == 0xFFFD) {
      Next.Text = "\uFFFD";
      Next.Width = 1;
    }
    Column += Next.Width;
    Byte += C.Bytes;
    Cells.push_back(Next);
  }
  return Cells;
}

/// Shows the bytes [Begin, End) of \p Line marked.
static Snippet render(unsigned Number, std::string_view Line, size_t Begin,
                      size_t End) {
  if (Number == 1 && Line.starts_with("\xEF\xBB\xBF")) {
    Line.remove_prefix(3);
    Begin -= std::min<size_t>(Begin, 3);
    End -= std::min<size_t>(End, 3);
  }
  Snippet Result;
  Result.Line = Number;
  std::vector<Cell> Cells = layOut(Line);
  unsigned Total = 0, MarkBegin = 0;
  for (const Cell &C : Cells) {
    Total += C.Width;
    if (C.Byte < Begin)
      MarkBegin += C.Width;
  }
  unsigned From = 0;
  if (Total > MaxWidth && MarkBegin > Lead) {
    From = MarkBegin - Lead;
    Result.Text = "…";
  }
  unsigned Column = 0, Shown = Result.Text.empty() ? 0 : 1;
  bool HasMark = false;
  for (const Cell &C : Cells) {
    Column += C.Width;
    if (Column - C.Width < From)
      continue;
    if (Shown + C.Width > MaxWidth && Column < Total) {
      Result.Text += "…";
      break;
    }
    if (C.Byte + 1 > Begin && !HasMark) {
      HasMark = true;
      Result.MarkBegin = Shown;
    }
    Result.Text += C.Text;
    Shown += C.Width;
    if (C.Byte < End)
      Result.MarkEnd = Shown;
  }
  if (!HasMark)
    Result.MarkBegin = Shown;
  Result.MarkEnd = std::max(Result.MarkEnd, Result.MarkBegin + 1);
  while (Result.Text.ends_with(' '))
    Result.Text.pop_back();
  return Result;
}

std::optional<Snippet> async_tidy::makeSnippet(const SourceFile &File,
                                               const Location &Where) {
  unsigned Number = Where.Begin.Line;
  if (Number == 0 || Number > File.lineCount() || File.text().empty())
    return std::nullopt;
  std::string_view Line = File.line(Number);
  size_t Begin = Where.Begin.Column == 0 ? 0 : Where.Begin.Column - 1;
  Begin = std::min(Begin, Line.size());
  size_t End = Line.size();
  if (Where.End.Line <= Number)
    End = Where.End.Column == 0 ? Begin : Where.End.Column - 1;
  return render(Number, Line, Begin, std::clamp(End, Begin, Line.size()));
}

std::optional<Snippet> async_tidy::previewFix(const SourceFile &File,
                                              const Fix &X) {
  if (X.Edits.empty())
    return std::nullopt;
  std::vector<Edit> Edits = X.Edits;
  std::sort(Edits.begin(), Edits.end());
  const Location &First = Edits.front().Where;
  if (First.Begin.Line == 0 || First.Begin.Line > File.lineCount())
    return std::nullopt;
  std::string_view Line = File.line(First.Begin.Line);
  std::string Text;
  size_t Pos = 0;
  for (const Edit &E : Edits) {
    const Location &W = E.Where;
    if (W.Path != First.Path || W.Begin.Line != First.Begin.Line ||
        W.End.Line != First.Begin.Line || W.Begin.Column < Pos + 1 ||
        W.End.Column < W.Begin.Column || W.End.Column > Line.size() + 1 ||
        E.Text.find_first_of("\r\n") != std::string::npos)
      return std::nullopt;
    Text += Line.substr(Pos, W.Begin.Column - 1 - Pos);
    Text += E.Text;
    Pos = W.End.Column - 1;
  }
  Text += Line.substr(Pos);
  size_t Begin = First.Begin.Column - 1;
  return render(First.Begin.Line, Text, Begin,
                Begin + Edits.front().Text.size());
}
