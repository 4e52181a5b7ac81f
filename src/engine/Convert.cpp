// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "engine/Convert.h"

#include "findings/Rule.h"

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>
#include <clang/Tooling/Core/Replacement.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

using namespace async_tidy;
using clang::tidy::ClangTidyError;
using clang::tooling::DiagnosticMessage;
using llvm::StringRef;

std::string ErrorConverter::realPath(StringRef Path) {
  auto [It, IsNew] = RealPaths.try_emplace(Path.str());
  if (!IsNew)
    return It->second;
  llvm::SmallString<256> Real;
  if (FS.getRealPath(Path, Real)) {
    Real = Path;
    FS.makeAbsolute(Real);
    llvm::sys::path::remove_dots(Real, /*remove_dot_dot=*/true);
  }
  return It->second = std::string(Real);
}

void ErrorConverter::fill(Source &S, std::string Text) {
  S.Text = std::move(Text);
  S.LineStarts.assign(1, 0);
  for (size_t I = 0; I < S.Text.size(); ++I) {
    bool CrLf =
        S.Text[I] == '\r' && I + 1 < S.Text.size() && S.Text[I + 1] == '\n';
    if (S.Text[I] == '\n' || (S.Text[I] == '\r' && !CrLf))
      S.LineStarts.push_back(static_cast<unsigned>(I + 1));
  }
}

const ErrorConverter::Source &ErrorConverter::source(const std::string &Path) {
  auto [It, IsNew] = Sources.try_emplace(Path);
  Source &S = It->second;
  if (!IsNew)
    return S;
  auto Buffer = FS.getBufferForFile(Path);
  S.Readable = bool(Buffer);
  fill(S, Buffer ? (*Buffer)->getBuffer().str() : std::string());
  return S;
}

void ErrorConverter::use(StringRef Path, std::string Text) {
  Source &S = Sources[realPath(Path)];
  S.Readable = true;
  fill(S, std::move(Text));
}

SourceTexts ErrorConverter::takeTexts() {
  SourceTexts Result;
  for (auto &[Path, S] : Sources)
    if (S.Readable)
      Result.emplace(Path, std::move(S.Text));
  Sources.clear();
  return Result;
}

Position ErrorConverter::position(const Source &S, unsigned Offset) {
  auto After =
      std::upper_bound(S.LineStarts.begin(), S.LineStarts.end(), Offset);
  Position P;
  P.Line = static_cast<unsigned>(After - S.LineStarts.begin());
  P.Column = Offset - *std::prev(After) + 1;
  P.Offset = Offset;
  return P;
}

/// The length of the token that starts at \p Offset, at least 1.
static unsigned tokenLength(StringRef Text, unsigned Offset) {
  clang::LangOptions LO;
  LO.CPlusPlus = LO.CPlusPlus11 = LO.CPlusPlus20 = LO.LineComment = true;
  clang::Lexer Lex(clang::SourceLocation(), LO, Text.begin(),
                   Text.begin() + Offset, Text.end());
  clang::Token Token;
  Lex.LexFromRawLexer(Token);
  return std::max(1u, Token.is(clang::tok::eof) ? 0u : Token.getLength());
}

Location ErrorConverter::location(StringRef Path, unsigned Offset,
                                  unsigned Length) {
  Location Result;
  if (Path.empty())
    return Result;
  Result.Path = realPath(Path);
  const Source &S = source(Result.Path);
  size_t Size = S.Text.size();
  if (Offset > Size)
    return Result; // The file changed under our hands.
  Result.Begin = position(S, Offset);
  unsigned End = std::min<size_t>(size_t(Offset) + Length, Size);
  Result.End = position(S, End);
  return Result;
}

Location ErrorConverter::location(const DiagnosticMessage &Message) {
  if (Message.FilePath.empty())
    return {};
  const Source &S = source(realPath(Message.FilePath));
  StringRef Text = S.Text;
  unsigned Offset = Message.FileOffset;
  unsigned Length = Offset < Text.size() ? tokenLength(Text, Offset) : 0;
  // The first range that has the location in it says how far it goes.
  for (const clang::tooling::FileByteRange &Range : Message.Ranges) {
    if (Range.FilePath == Message.FilePath && Range.FileOffset <= Offset &&
        Offset < Range.FileOffset + Range.Length) {
      Length = Range.FileOffset + Range.Length - Offset;
      break;
    }
  }
  return location(Message.FilePath, Offset, Length);
}

std::vector<Edit> ErrorConverter::edits(const DiagnosticMessage &Message) {
  std::vector<Edit> Result;
  for (const auto &File : Message.Fix)
    for (const clang::tooling::Replacement &R : File.second)
      if (R.isApplicable())
        Result.push_back(
            {location(R.getFilePath(), R.getOffset(), R.getLength()),
             R.getReplacementText().str()});
  llvm::sort(Result);
  return Result;
}

std::string ErrorConverter::describe(const DiagnosticMessage &Message) {
  Location Where = location(Message);
  if (Where.Path.empty())
    return Message.Message;
  return Where.Path + ":" + std::to_string(Where.Begin.Line) + ":" +
         std::to_string(Where.Begin.Column) + ": " + Message.Message;
}

static FindingCause valueOf(const Cause &C) {
  return {
      idOf(C.Kind).str(), idOf(C.By).str(), C.Subject, C.Usr, C.Fact, C.Model};
}

Finding
ErrorConverter::convert(const ClangTidyError &Error,
                        const std::map<FilePlace, std::string> &Functions,
                        const CausesOfFindings &Causes) {
  Finding F;
  F.Check = Error.DiagnosticName;
  if (const Rule *R = findRule(F.Check))
    F.Level = R->Level;
  F.Message = Error.Message.Message;
  F.Where = location(Error.Message);
  FilePlace Place(Error.Message.FilePath, Error.Message.FileOffset);
  auto Function = Functions.find(Place);
  if (Function != Functions.end())
    F.Function = Function->second;
  auto Known = Causes.find({F.Check, Place, F.Message});
  if (Known != Causes.end())
    F.Cause = valueOf(Known->second);
  // AsyncCheck puts the remedy behind the notes that tell the story.
  llvm::ArrayRef<DiagnosticMessage> Story = Error.Notes;
  if (!Story.empty()) {
    F.Help = Story.back().Message;
    // Edits of the remedy are those that a person has to look at.
    if (std::vector<Edit> Edits = edits(Story.back()); !Edits.empty())
      F.Fixes.push_back({F.Help, FixSafety::Unsafe, std::move(Edits)});
    Story = Story.drop_back();
  }
  if (std::vector<Edit> Edits = edits(Error.Message); !Edits.empty())
    F.Fixes.push_back({F.Help, FixSafety::Safe, std::move(Edits)});
  for (const DiagnosticMessage &Note : Story) {
    F.Notes.push_back({location(Note), Note.Message});
    if (std::vector<Edit> Edits = edits(Note); !Edits.empty())
      F.Fixes.push_back({Note.Message, FixSafety::Unsafe, std::move(Edits)});
  }
  return F;
}
