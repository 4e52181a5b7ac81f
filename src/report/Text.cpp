// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "findings/PathMap.h"
#include "findings/SourceCache.h"
#include "report/DisplayWidth.h"
#include "report/Folding.h"
#include "report/Formats.h"
#include "report/Snippet.h"
#include "report/TextStyle.h"

#include <algorithm>
#include <ostream>

using namespace async_tidy;

namespace {

struct Glyphs {
  std::string_view Bar, Branch, End;
};

/// Writes one finding: heading, source line, chain of notes, remedy, fixes.
class Block {
public:
  Block(const Finding &F, const PathMap &Paths, const SourceCache &Sources,
        const ReporterOptions &Options, std::ostream &OS)
      : F(F), Paths(Paths), Sources(Sources), Options(Options),
        S(Options.Colour), OS(OS),
        G(Options.Unicode ? Glyphs{"│", "├─", "╰─"} : Glyphs{"|", "|-", "`-"}) {
    unsigned Last = F.Where.Begin.Line;
    for (const Note &N : F.Notes)
      Last = std::max(Last, N.Where.Begin.Line);
    for (const Fix &X : F.Fixes)
      for (const Edit &E : X.Edits)
        Last = std::max(Last, E.Where.Begin.Line);
    GutterWidth = static_cast<unsigned>(std::to_string(Last).size());
  }

  void write() {
    OS << S.bold(clickable(Paths, F.Where) + ':') << ' '
       << S.severity(F.Level, levelName()) << ": "
       << S.bold(printable(F.Message)) << ' ' << S.dim('[' + F.Check + ']')
       << '\n';
    source(F.Where,
           [this](std::string_view Mark) { return S.severity(F.Level, Mark); });
    bool ShowsHelp = !F.Help.empty() && !isFixed();
    size_t Left = F.Notes.size() + ShowsHelp + F.Fixes.size();
    const Location *Previous = &F.Where;
    for (const Note &N : F.Notes) {
      // A step at the place just shown needs no second picture of it.
      bool Shows = hasSource(N.Where) && N.Where != *Previous;
      branch(--Left == 0 && !Shows);
      if (!N.Where.Path.empty())
        OS << S.bold(clickable(Paths, N.Where) + ':') << ' ';
      OS << printable(N.Message) << '\n';
      if (Shows)
        source(N.Where, [this](std::string_view Mark) { return S.note(Mark); });
      if (!N.Where.Path.empty())
        Previous = &N.Where;
    }
    if (ShowsHelp) {
      branch(--Left == 0);
      OS << S.note("help") << ": " << printable(F.Help) << '\n';
    }
    for (const Fix &X : F.Fixes)
      fix(X, --Left == 0);
    OS << '\n';
  }

private:
  std::string_view levelName() const {
    switch (F.Level) {
    case Severity::Critical:
      return "critical";
    case Severity::Major:
      return "major";
    case Severity::Minor:
      return "minor";
    }
    return "";
  }

  /// Does a fix do, and so say, what the remedy says?
  bool isFixed() const {
    return std::any_of(F.Fixes.begin(), F.Fixes.end(), [this](const Fix &X) {
      return X.Description == F.Help;
    });
  }

  bool hasSource(const Location &Where) const {
    return Options.Snippets && !Where.Path.empty() &&
           makeSnippet(Sources.get(Where.Path), Where).has_value();
  }

  void gutter(std::string_view Text, std::string_view Bar) {
    OS << ' '
       << S.dim(std::string(GutterWidth - Text.size(), ' ') +
                std::string(Text) + ' ' + std::string(Bar));
  }

  void branch(bool IsLast) {
    gutter("", IsLast ? G.End : G.Branch);
    OS << ' ';
  }

  template <typename Paint> void source(const Location &Where, Paint Painted) {
    if (!Options.Snippets || Where.Path.empty())
      return;
    auto Line = makeSnippet(Sources.get(Where.Path), Where);
    if (!Line)
      return;
    gutter(std::to_string(Line->Line), G.Bar);
    OS << (Line->Text.empty() ? "" : " ") << Line->Text << '\n';
    gutter("", G.Bar);
    std::string Mark(Line->MarkEnd - Line->MarkBegin, '~');
    Mark.front() = '^';
    OS << std::string(Line->MarkBegin + 1, ' ') << Painted(Mark) << '\n';
  }

  void fix(const Fix &X, bool IsLast) {
    std::optional<Snippet> Preview;
    if (Options.Snippets && !X.Edits.empty())
      Preview = previewFix(Sources.get(X.Edits.front().Where.Path), X);
    branch(IsLast && !Preview);
    OS << S.added(X.Safety == FixSafety::Safe ? "fix" : "suggestion") << ": "
       << printable(X.Description) << '\n';
    if (!Preview)
      return;
    gutter(std::to_string(Preview->Line), "");
    OS << S.added("+ " + Preview->Text) << '\n';
  }

  const Finding &F;
  const PathMap &Paths;
  const SourceCache &Sources;
  const ReporterOptions &Options;
  Style S;
  std::ostream &OS;
  Glyphs G;
  unsigned GutterWidth;
};

class TextReporter : public Reporter {
public:
  explicit TextReporter(const ReporterOptions &Options) : Options(Options) {}

  void write(const Report &R, const SourceCache &Sources,
             std::ostream &OS) const override {
    PathMap Paths(R.Run.WorkingDirectory);
    Style S(Options.Colour);
    std::vector<Fold> Folds(R.Findings.size());
    if (Options.Fold)
      Folds = foldByCause(R.Findings);
    for (size_t I = 0; I < R.Findings.size(); ++I) {
      if (!Folds[I].IsHidden)
        Block(R.Findings[I], Paths, Sources, Options, OS).write();
      if (Folds[I].More)
        writeMore(R.Findings[I], Folds[I].More, S, OS);
    }
    writeNotifications(R, Paths, S, OS);
    if (!R.Notifications.empty())
      OS << '\n';
    writeSummary(R, S, OS);
  }

private:
  static void writeMore(const Finding &F, unsigned More, const Style &S,
                        std::ostream &OS) {
    OS << S.dim(std::to_string(More) +
                (More == 1 ? " more rests" : " more rest") +
                " on the same fact: " + printable(F.Cause.Fact) +
                " (--all shows " + (More == 1 ? "it)" : "them)"))
       << ' ' << S.dim('[' + F.Check + ']') << "\n\n";
  }

  ReporterOptions Options;
};

} // namespace

std::unique_ptr<Reporter>
async_tidy::makeTextReporter(const ReporterOptions &Options) {
  return std::make_unique<TextReporter>(Options);
}
